/** Nothing: without this file Next.js would take the app's own, from a folder above. */
export {}
