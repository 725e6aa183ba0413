/** The one set of icons: 20 px outlines in the colour of the words beside them, which carry the meaning. */

interface IconProps {
  readonly className?: string
}

function Icon({ d, className = 'icon' }: IconProps & { readonly d: string }) {
  return (
    <svg className={className} viewBox="0 0 20 20" aria-hidden="true" focusable="false">
      <path d={d} />
    </svg>
  )
}

const circle = 'M10 2.5a7.5 7.5 0 1 1 0 15a7.5 7.5 0 1 1 0-15'

export const ErrorIcon = (props: IconProps) => <Icon d={`${circle}M10 6.25v4.5M10 13.75v.01`} {...props} />

export const WarningIcon = (props: IconProps) => (
  <Icon d="M10 3l7.5 13.5h-15zM10 8.25v3.75M10 14.25v.01" {...props} />
)

export const ClockIcon = (props: IconProps) => <Icon d={`${circle}M10 5.75V10l2.75 1.75`} {...props} />

export const DoneIcon = (props: IconProps) => <Icon d={`${circle}M6.5 10.25l2.5 2.5l4.5-5`} {...props} />

export const TickIcon = (props: IconProps) => <Icon d="M4 10.5l4 4l8-9" {...props} />

export const HourglassIcon = (props: IconProps) => (
  <Icon
    d="M5 2.5h10M5 17.5h10M6 2.5v3c0 2 4 3 4 4.5c0-1.5 4-2.5 4-4.5v-3M6 17.5v-3c0-2 4-3 4-4.5c0 1.5 4 2.5 4 4.5v3"
    {...props}
  />
)

export const SpeechIcon = (props: IconProps) => (
  <Icon
    d="M3 5.5a2 2 0 0 1 2-2h10a2 2 0 0 1 2 2v6a2 2 0 0 1-2 2h-5l-4 3.5v-3.5h-1a2 2 0 0 1-2-2z"
    {...props}
  />
)

export const HeldIcon = (props: IconProps) => <Icon d={`${circle}M8 7.25v5.5M12 7.25v5.5`} {...props} />

export const RetryIcon = (props: IconProps) => (
  <Icon d="M16.5 8.5a6.75 6.75 0 1 0 0 3.5M16.5 4v4.5h-4.5" {...props} />
)

export const CopyIcon = (props: IconProps) => (
  <Icon
    d="M8.5 7h6a1.5 1.5 0 0 1 1.5 1.5v7a1.5 1.5 0 0 1-1.5 1.5h-6a1.5 1.5 0 0 1-1.5-1.5v-7a1.5 1.5 0 0 1 1.5-1.5M13 7v-2.5a1.5 1.5 0 0 0-1.5-1.5h-6a1.5 1.5 0 0 0-1.5 1.5v7a1.5 1.5 0 0 0 1.5 1.5h1.5"
    {...props}
  />
)

export const DownIcon = (props: IconProps) => <Icon d="M10 4v12M5 11l5 5l5-5" {...props} />

export const UpIcon = (props: IconProps) => <Icon d="M10 16v-12M5 9l5-5l5 5" {...props} />

export const CrossIcon = (props: IconProps) => <Icon d="M5 5l10 10M15 5l-10 10" {...props} />

export const ChevronIcon = (props: IconProps) => <Icon d="M5.5 8l4.5 4.5l4.5-4.5" {...props} />

export const NewTabIcon = (props: IconProps) => (
  <Icon
    d="M11.5 3.5h5v5M16.5 3.5l-7.5 7.5M14.5 11.5v3.5a1.5 1.5 0 0 1-1.5 1.5h-8a1.5 1.5 0 0 1-1.5-1.5v-8a1.5 1.5 0 0 1 1.5-1.5h3.5"
    {...props}
  />
)

export const LockIcon = (props: IconProps) => (
  <Icon d="M5 9h10v8h-10zM7 9v-2.5a3 3 0 0 1 6 0v2.5M10 12.25v1.75" {...props} />
)
