/**
 * Notices before any other script that somebody types, and whether this browser keeps drafts: what puts one back is loaded only
 * then. Built into the document of a frame, which a page of its own has no need of.
 */

/** The name of `put-back.ts` as it was built. */
declare const putBackFile: string

const form = document.getElementById('form')
const once = { once: true }
const ignore = () => {}
form?.addEventListener('input', () => form.setAttribute('data-typed', ''), once)
try {
  if (Object.keys(localStorage).some((key) => key.startsWith('deskbell-draft ')))
    import(putBackFile).catch(ignore)
  // Whoever comes back to what they type now then finds it in the cache of their browser.
  else form?.addEventListener('input', () => fetch(putBackFile).catch(ignore), once)
} catch {
  // This browser stores nothing for us.
}
