/** A host site's script: wakes what its server has drawn, and draws it anew as often as a test says. */
import { StrictMode } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { HelpPage } from './react.tsx'

const place = document.querySelector('#root')
if (place) {
  const page = () => (
    <StrictMode>
      <HelpPage origin={place.getAttribute('data-origin') ?? ''} />
    </StrictMode>
  )
  const root = hydrateRoot(place, page())
  window.addEventListener('draw', () => root.render(page()))
  window.addEventListener('leave', () => root.render(null))
}
