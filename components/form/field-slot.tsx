'use client'
/** The line below a field that is always there: its mistake at the start, its counter at the end. */
import { useContext, useEffect } from 'react'
import { ErrorIcon } from '#components/page/icon.tsx'
import { LiveContext } from './live-context.ts'

interface FieldSlotProps {
  readonly name: string
  /** "Error:", heard before the mistake, not seen. */
  readonly error: string
  /** "10,000 characters at most": what a counter says without JavaScript. */
  readonly limit?: string | undefined
}

export function FieldSlot({ name, error, limit }: FieldSlotProps) {
  const { errors, counts } = useContext(LiveContext)
  const count = counts?.[name]
  const mistake = errors[name]
  useEffect(() => {
    // The control came from the server and is not drawn again here.
    document.getElementById(name)?.setAttribute('aria-invalid', `${Boolean(mistake)}`)
  }, [name, mistake])
  return (
    <div className="slot">
      <p id={`${name}-error`} className="mistake">
        {mistake ? (
          <>
            <ErrorIcon className="icon icon-small" />
            <span>
              <span className="sr-only">{error} </span>
              {mistake}
            </span>
          </>
        ) : null}
      </p>
      {limit ? (
        <>
          <p id={`${name}-counter`} className={count?.isOver ? 'counter counter-over' : 'counter'}>
            {counts ? count?.seen : limit}
          </p>
          <span role="status" className="sr-only">
            {count?.heard}
          </span>
        </>
      ) : null}
    </div>
  )
}
