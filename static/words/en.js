// Made by `make catalogues`.
window.sitesWords = {
"%(month)s 月 %(day)s 日 %(clock)s":"%(month)s-%(day)s %(clock)s",
"%(n)s 处演示采血点":[
"%(n)s demonstration site",
"%(n)s demonstration sites"
],
"%(n)s 处采血点":[
"%(n)s site",
"%(n)s sites"
],
"%(n)s 处：%(units)s":"%(n)s sites: %(units)s",
"%(n)s 处：%(units)s 等":"%(n)s sites: %(units)s and others",
"%(name)s，第 %(at)s 处，共 %(n)s 处":"%(name)s, %(at)s of %(n)s",
"%(name)s：方向键移动，加号、减号放大缩小":"%(name)s: arrow keys move it, plus and minus zoom",
"%(why)s%(how)s":"%(why)s %(how)s",
"、":", ",
"上次看的：%(name)s":"Last looked at: %(name)s",
"不看我的位置":"Hide my position",
"不看街道":"Hide the streets",
"位置不太准":"Location not exact",
"位置拿到了。再点一次上面的按钮，就能看最近的采血点。":"Got your position. Tap the button above again to see the nearest sites.",
"位置拿到了，正在找……一直没有出来，请再点一次。":"Got your position, searching… If nothing appears, please tap again.",
"全部电话、时间、怎么去":"All numbers, hours, how to get there",
"关闭":"Close",
"再试一次":"Try again",
"几公里内":"within a few km",
"名录刚更新过，这个采血点不在里面了。请重新打开地图。":"The list has just changed and this site is no longer in it. Please open the map again.",
"地图上有 %(n)s 处。放大地图，这里就列出来。":[
"%(n)s site on the map. Zoom in to see them listed here.",
"%(n)s sites on the map. Zoom in to see them listed here."
],
"地图上有 %(n)s 处，离地图中间近的在前。":[
"%(n)s site on the map, nearest to its middle first.",
"%(n)s sites on the map, nearest to its middle first."
],
"地图上有 %(n)s 处，离您近的在前。":[
"%(n)s site on the map, nearest to you first.",
"%(n)s sites on the map, nearest to you first."
],
"地图上有 %(n)s 处，这里是离地图中间近的 %(most)s 处。":[
"%(n)s site on the map; here are the %(most)s nearest to its middle.",
"%(n)s sites on the map; here are the %(most)s nearest to its middle."
],
"地图上有 %(n)s 处，这里是离您近的 %(most)s 处。":[
"%(n)s site on the map; here are the %(most)s nearest to you.",
"%(n)s sites on the map; here are the %(most)s nearest to you."
],
"地图上现在没有采血点。缩小地图，或者在下面选省。":"No site on this part of the map. Zoom out, or choose a province below.",
"地图上现在没有采血点，下面是附近的全部。缩小地图就看得到。":"No site on this part of the map; below are all those nearby. Zoom out to see them.",
"地图放大了，现在看得到 %(n)s 处采血点。":[
"Zoomed in, %(n)s site in view.",
"Zoomed in, %(n)s sites in view."
],
"地图没有打开。请看看网络，重新打开这一页；或者用下面的列表，电话一样全。":"The map did not open. Please check the network and open this page again, or use the list below: it has the same numbers.",
"地图移动了，现在看得到 %(n)s 处采血点。":[
"Map moved, %(n)s site in view.",
"Map moved, %(n)s sites in view."
],
"地图缩小了，现在看得到 %(n)s 处采血点。":[
"Zoomed out, %(n)s site in view.",
"Zoomed out, %(n)s sites in view."
],
"寻亲采血点地图":"Map of family DNA sites",
"已复制":"Copied",
"底图没有取到，圆点的位置仍然是对的。":"The base map did not arrive. The marks are still in their right places.",
"您的位置":"Your position",
"您的位置不在这张图上。它没有发出去。":"Your position is not on this map. It was not sent anywhere.",
"您的位置不在这张图上。每处离您多远，写在下面。位置只在这张图上用，没有发出去。":"Your position is not on this map. How far each site is from you stands below. It is used on this map only and was not sent anywhere.",
"手机没有给位置，没关系。":"The phone did not give its position. Never mind.",
"手机现在定不了位，没关系。":"The phone cannot find its position right now. Never mind.",
"打开它的页面":"Open its page",
"打通了吗？":"Did they answer?",
"时间、怎么去、来源":"Hours, how to get there, source",
"正在取名字……":"Fetching the name…",
"正在取资料……":"Fetching the details…",
"正在拿位置，请点「允许」……":"Asking for your position: please tap “Allow”…",
"正在按 %(time)s 的位置找……":"Searching around your position of %(time)s…",
"没有公布电话。请先打 110 问当地公安机关。":"No number published. In China, first call 110 and ask the local police.",
"没有取到这个采血点的资料。请看看网络，再试一次。":"The details of this site did not arrive. Please check the network and try again.",
"没能再找一次。请看看网络，再点「用我的位置」，或者在下面选省。":"The search failed. Please check your connection and tap “nearest to me” again, or choose a province below.",
"演示":"Demonstration",
"演示，不是真的":"Demonstration, not real",
"离您%(distance)s":"%(distance)s from you",
"等了 8 秒还没有拿到位置，没关系。":"No position after 8 seconds. Never mind.",
"约":"~",
"约 %(number)s 公里":"about %(number)s km",
"约 %(number)s 米":"about %(number)s m",
"蓝点是您的位置。它只画在这张图上，没有发出去。":"The blue dot is your position. It is drawn on this map only and was not sent anywhere.",
"请看下面的列表。":"Please see the list below.",
"请长按上面的文字复制":"Press and hold the text above to copy it",
"采血点没有取到。请看看网络再试一次，或者用下面的列表。":"The sites did not arrive. Please check the network and try again, or use the list below.",
"（%(time)s 的位置）":" (position of %(time)s)",
"，":", "
};
