const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost']);

/** Whether other machines can reach what listens on this interface. */
export function isOpenToOthers(host: string): boolean {
  return !LOOPBACK.has(host);
}

/**
 * Whether the header `Host` of a request to this machine alone names another one: another site's page comes in so, through a
 * name that it points here (DNS rebinding).
 */
export function isForeignName(host: string | undefined): boolean {
  return !/^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(host ?? '');
}

/** Whether a request says that it comes from a page that this server has not served. */
export function isForeignOrigin({
  origin,
  host,
}: {
  readonly origin?: string | undefined;
  readonly host?: string | undefined;
}): boolean {
  if (origin === undefined) return false;
  return !URL.canParse(origin) || new URL(origin).host !== host;
}
