/** Times that a helpdesk tells in whole seconds, beside our own that are finer. */

/** The last millisecond of it: what an answer answers was written before, be it in the same second. */
export const endOfSecond = (startMs: number) => startMs + 999
