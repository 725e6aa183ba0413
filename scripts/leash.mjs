/** Loaded first into every child of children.mjs: when its parent is gone, the child ends with all its group. */
if (process.env.DESKBELL_LEASH && process.channel) {
  // What the child starts in turn is held by its process group, not by a leash of its own.
  delete process.env.DESKBELL_LEASH
  process.on('disconnect', end)
  process.channel.unref()
}

function end() {
  signalGroup('SIGTERM')
  setTimeout(() => signalGroup('SIGKILL'), 2000)
}

function signalGroup(signal) {
  try {
    process.kill(process.platform === 'win32' ? process.pid : -process.pid, signal)
  } catch {
    process.exit(1)
  }
}
