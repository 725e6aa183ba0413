/** Takes the place of a whole Node.js process in the browser: Next.js reads only its environment there, which is empty. */
export const env = {}
