/** Postfix's own files for a relay to one sink: sixteen deliveries at a time, as our outbox does. */

/** `main.cf`: everything below `home`. */
export const mainSettings = (home: string, sinkPort: number) => `compatibility_level = 3.6
queue_directory = ${home}/queue
data_directory = ${home}/data
maillog_file_prefixes = ${home}
maillog_file = ${home}/log
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = localhost.localdomain
mydestination =
alias_maps =
alias_database =
mynetworks = 127.0.0.0/8
relayhost = [127.0.0.1]:${sinkPort}
smtpd_relay_restrictions = permit_mynetworks, reject
disable_dns_lookups = yes
smtp_host_lookup = native
initial_destination_concurrency = 16
default_destination_concurrency_limit = 16
`

/** `master.cf`: what a relay needs, nothing in a jail, mail taken at `port` of this machine alone. */
export const masterServices = (port: number) => `127.0.0.1:${port} inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
relay unix - - n - - smtp
showq unix n - n - - showq
error unix - - n - - error
retry unix - - n - - error
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
tlsmgr unix - - n 1000? 1 tlsmgr
postlog unix-dgram n - n - 1 postlogd
`
