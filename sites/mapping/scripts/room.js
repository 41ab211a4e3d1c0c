// Where a name has room on a map.

// Boxes: [left, top, right, bottom].
function meets(one, other) {
  return one[0] <= other[2] && one[2] >= other[0] && one[1] <= other[3] && one[3] >= other[1];
}

// The first place for a name that nothing else takes: the middle of its area, then round about
// it, as far as its own area reaches (room). A name without room stands below its island.
function free(at, wide, high, room, taken) {
  for (var turn = 0; turn <= 16; turn++) {
    var away = turn === 0 ? 0 : Math.min(room, 64) * (turn > 8 ? 0.9 : 0.5);
    var x = at.x + away * Math.sin((turn * Math.PI) / 4);
    var y = at.y + away * Math.cos((turn * Math.PI) / 4) + (room ? 0 : high * 0.8);
    var box = [x - wide / 2, y - high / 2, x + wide / 2, y + high / 2];
    if (
      !taken.some(function (other) {
        return meets(box, other);
      })
    ) {
      return box;
    }
    if (away < 6 && turn) {
      break;
    }
  }
  return null;
}
