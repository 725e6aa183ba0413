/**
 * Lets the loader begin when the page has been read. From a cache it can be there earlier: the parser would then tell an
 * element that it is connected before the frame inside it is there, and a second one would be made.
 */
export {}

if (document.readyState === 'loading') await new Promise((go) => addEventListener('DOMContentLoaded', go))
