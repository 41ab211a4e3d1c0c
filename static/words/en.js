// Made by `make catalogues`.
window.sitesWords = {
 "%(month)s 月 %(day)s 日 %(clock)s": "%(month)s-%(day)s %(clock)s",
 "%(why)s%(how)s": "%(why)s %(how)s",
 "上次看的：%(name)s": "Last looked at: %(name)s",
 "位置拿到了。再点一次上面的按钮，就能看最近的采血点。": "Got your position. Tap the button above again to see the nearest sites.",
 "位置拿到了，正在找……一直没有出来，请再点一次。": "Got your position, searching… If nothing appears, please tap again.",
 "已复制": "Copied",
 "手机没有给位置，没关系。": "The phone gave no position. Never mind.",
 "手机现在定不了位，没关系。": "The phone cannot find its position now. Never mind.",
 "打通了吗？": "Did they answer?",
 "正在拿位置，请点「允许」……": "Asking for your position: please tap “Allow”…",
 "正在按 %(time)s 的位置找……": "Searching around your position of %(time)s…",
 "没能再找一次。请看看网络，再点「用我的位置」，或者在下面选省。": "The search failed. Please check the network and tap “Use my position” again, or choose a province below.",
 "等了 8 秒还没有拿到位置，没关系。": "No position after 8 seconds. Never mind.",
 "请长按上面的文字复制": "Press the text above long to copy",
 "（%(time)s 的位置）": " (position of %(time)s)"
};
