// The large map only: requests, sentences over the map, and what is said when Leaflet stays away.

var words = frame.querySelector('[data-map-words]');

function fetchJson(address) {
  return fetch(address, { credentials: 'same-origin' }).then(function (answer) {
    if (!answer.ok) {
      throw new Error(String(answer.status));
    }
    return answer.json();
  });
}

// Says a sentence over the map; again: what the button beside it does.
function say(text, again) {
  words.textContent = text;
  words.hidden = !text;
  if (again) {
    var button = make('button', 'btn line', told('再试一次'));
    button.type = 'button';
    button.addEventListener('click', function () {
      say('');
      again();
    });
    words.appendChild(button);
  }
}

window.addEventListener('load', function () {
  if (!frame.classList.contains('is-on')) {
    say(told('地图没有打开。请看看网络，重新打开这一页；或者用下面的列表，电话一样全。'));
  }
});
// The other parts build upon Leaflet: without it nothing more runs, and the sentence stands.
if (!window.L || !L.markerClusterGroup) {
  throw new Error('Leaflet did not come');
}
