// Putting a county's map together: what is seen, what stands on it, the list in step.

var listBox = document.querySelector('[data-list]'),
  listWords = document.querySelector('[data-list-words]'),
  lastSide = view.side;

// The entries of what is seen, those that can be called first, in each the nearest to the middle
// (or to the visitor) first. Nothing seen: all of them, so that nobody stands before nothing.
function putListInStep() {
  var from = myPlace || [view.x + view.side / 2, view.y + view.side / 2],
    seen = places.filter(function (each) {
      return each.isPlaced && isSeen(each.x, each.y);
    }),
    isEmpty = !seen.length;
  places.forEach(function (each) {
    each.away = each.isPlaced
      ? Math.sqrt((each.x - from[0]) ** 2 + (each.y - from[1]) ** 2)
      : Infinity;
  });
  places.sort(byDistance).forEach(function (each) {
    listBox.appendChild(each.entry);
    each.entry.hidden = !isEmpty && each.isPlaced && seen.indexOf(each) < 0;
  });
  listWords.textContent = isEmpty
    ? told('地图上现在没有采血点，下面是附近的全部。缩小地图就看得到。')
    : orderWords(seen.length, myPlace);
  return seen.length;
}

function tellDistances(me) {
  places.forEach(function (each) {
    var old = each.entry.querySelector('.from-me');
    if (old) {
      old.parentNode.removeChild(old);
    }
    if (me && each.isPlaced) {
      var words = fromMe(kilometres(me, onEarth([each.x, each.y])), each.kind & COARSE);
      each.entry.insertBefore(make('p', 'meta from-me', words), each.entry.children[1]);
    }
  });
}

// The visitor in the middle, with the three nearest in view where the chart has room for them.
function showPlace(me) {
  var at = onChart(me),
    near = places
      .filter(function (each) {
        return each.isPlaced;
      })
      .map(function (each) {
        return Math.max(Math.abs(each.x - at[0]), Math.abs(each.y - at[1]));
      })
      .sort(function (one, other) {
        return one - other;
      })
      .slice(0, 3),
    side = 2.3 * (near[near.length - 1] || CHART[3] / 2);
  myPlace = at;
  tellDistances(me);
  if (at[0] < 0 || at[1] < 0 || at[0] > CHART[0] || at[1] > CHART[0]) {
    setView(0, 0, CHART[0]);
    return told('您的位置不在这张图上。每处离您多远，写在下面。位置只在这张图上用，没有发出去。');
  }
  setView(at[0] - side / 2, at[1] - side / 2, side);
  return told('蓝点是您的位置。它只画在这张图上，没有发出去。');
}

function clearPlace() {
  myPlace = null;
  tellDistances(null);
  setView(CHART[1], CHART[2], CHART[3]);
  drawSigns();
}

followers.push(function (what) {
  if (what === 'drawn') {
    carryAlong();
    return;
  }
  drawNames(drawSigns());
  announceMove(lastSide - view.side, putListInStep());
  lastSide = view.side;
});
readPlaces();
followFingers();
followMouse();
followKeys();
followButtons();
offerPlace(showPlace, clearPlace);
if (textScale() !== 1) {
  drawNames(drawSigns());
}
