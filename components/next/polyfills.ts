/** Takes the place of what Next.js adds to browsers of the past: those that can show the pages have all that is used here. */
export {}
