/** The words of a page that broke: apart from all others, because only these have to travel to the browser beforehand. */
export const broken = {
  heading: 'Something did not work',
  sentence: 'This page did not load completely. Nothing you sent is lost.',
  reload: 'Reload',
} as const
