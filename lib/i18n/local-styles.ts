/** How moments are written that the browser writes again in the zone of its reader: on both sides the same. */
export const localStyles = {
  /** With the zone: a reader may be anywhere. */
  moment: {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
  },
  opening: { weekday: 'long', hour: 'numeric', minute: '2-digit' },
} as const
