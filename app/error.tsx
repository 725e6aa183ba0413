/** What a customer sees when a page could not be made: one sentence, one button, no details. */
'use client'
import './globals.css'

export { BrokenPage as default } from '#components/page/broken.tsx'
