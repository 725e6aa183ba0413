/** Links in names and subjects: helpdesks quote both in mail of their own, to whatever address somebody has typed (security.md 2.10). */

/** The same words, in which no program finds a link. */
export const defang = (text: string) =>
  text.replace(/(https?|ftp):(?=\/\/)/gi, '$1[:]').replace(/\bwww\.(?=\S)/gi, 'www[.]')

/** In a name a bare domain is one, too. */
export const defangName = (name: string) =>
  defang(name).replace(
    /(?<=[\p{L}\p{N}-]{2})\.(?=(?:com|net|org|info|biz|ru|cn|top|xyz|shop|site|online|club|io)\b)/giu,
    '[.]',
  )
