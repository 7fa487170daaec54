// Opens and closes the dialog, announces results, and sets the time zone. Without this file the page works with whole pages.
'use strict';
(() => {
  const dialog = document.getElementById('dialog');
  const body = document.getElementById('dialog-body');
  let opener = null;

  // The server writes times in this zone, from the second page on.
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const cookie = 'ssl-orders-zone=' + zone;
  if (zone && !document.cookie.split('; ').includes(cookie)) {
    document.cookie = cookie + '; path=/console; max-age=31536000; samesite=lax' + (location.protocol === 'https:' ? '; secure' : '');
    if (document.cookie.split('; ').includes(cookie) && document.querySelector('form')) {
      location.reload();
    }
  }

  document.addEventListener('keydown', event => {
    if (event.key === ' ' && event.target.matches('a[role=button]')) {
      event.preventDefault();
      event.target.click();
    }
  });
  if (!dialog) {
    return;
  }

  document.addEventListener('htmx:beforeRequest', event => {
    // A row that changes under the dialog would take the focus.
    if (dialog.open && event.target.matches('tr')) {
      event.preventDefault();
    } else if (event.target.matches('a[role=button]')) {
      opener = event.target.id;
    }
  });

  document.addEventListener('htmx:afterSwap', event => {
    if (event.detail.target === body && !dialog.open) {
      dialog.showModal();
    }
    if (event.detail.target === body) {
      const first = body.querySelector('[autofocus]') || body.querySelector('a, button');
      if (first) {
        first.focus();
      }
    }
  });

  document.addEventListener('click', event => {
    if (event.target.closest('[data-close]') && dialog.open) {
      event.preventDefault();
      dialog.close();
    }
  });

  // To the button that opened the dialog, or to the name of its order if the row has no button any more.
  const focusRow = () => {
    const back = opener && (document.getElementById(opener)
      || document.getElementById(opener.replace('send-', 'history-')));
    if (back) {
      back.focus();
    }
  };
  dialog.addEventListener('close', () => {
    body.replaceChildren();
    focusRow();
  });
  document.addEventListener('htmx:afterSettle', () => {
    if (!dialog.open && document.activeElement === document.body) {
      focusRow();
    }
  });

  document.addEventListener('page-result', event => {
    if (dialog.contains(event.target)) {
      dialog.close();
    }
    document.getElementById('announcement').textContent = event.detail.text;
  });
})();
