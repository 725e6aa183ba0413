/** Names of the machine itself. */

/** Whether a URL's `hostname` leads every browser to the machine that it runs on. */
export const isLoopback = (hostname: string) =>
  hostname === 'localhost' ||
  hostname.endsWith('.localhost') ||
  hostname === '[::1]' ||
  /^127\./.test(hostname)
