// ---- Who checks --------------------------------------------------------------------------

function askReviewer() {
  byId('reviewer').value = reviewer();
  const faulty = faultySources()[0];
  byId('start-source').replaceChildren(
    ...(faulty
      ? [
          make(
            'p',
            {},
            '名单的出处（登在哪篇文章里）。现在不知道，可以先空着，以后在下面“出处”里写。',
          ),
          sourceForm(faulty, 'start'),
        ]
      : []),
  );
  byId('start').showModal();
  byId('reviewer').focus();
}

function started(event) {
  const initials = oneLine(byId('reviewer').value);
  byId('reviewer-fault').textContent = isInitials(initials)
    ? ''
    : '这几个字会公布，只写缩写，不写姓名和号码：12 个字以内的字母、数字，如 WXL、志愿者3。';
  if (!isInitials(initials)) {
    event.preventDefault();
    byId('reviewer').focus();
    return;
  }
  typed.reviewer = initials;
  storeTyped();
  drawSources();
  byId('change-reviewer').textContent = `现在是 ${typed.reviewer} 在核对，换人`;
  if (current && !card.hidden) {
    showCut(current);
    card.focus();
  }
}
