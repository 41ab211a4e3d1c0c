// In the place of templates/worker.js where nothing is to be kept (SITES_OFFLINE): takes away what
// a phone has, then itself.
'use strict';
self.addEventListener('install', (event) => event.waitUntil(self.skipWaiting()));
self.addEventListener('activate', (event) => {
  const names = caches.keys();
  const emptied = names.then((found) => Promise.all(found.map((name) => caches.delete(name))));
  event.waitUntil(emptied.then(() => self.registration.unregister()));
});
