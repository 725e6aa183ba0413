/** Whether who asks for news has them already. */

/** By the `If-None-Match` of a request. A proxy that compresses may have weakened the tag. */
export function isKnown(request: Request, cursor: string): boolean {
  const known = request.headers.get('if-none-match') ?? ''
  return known.split(',').some((tag) => tag.trim().replace(/^W\//, '') === `"${cursor}"`)
}
