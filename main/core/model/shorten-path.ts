/** A folder with the home folder as `~`. On other machines' paths it changes nothing. */
export function shortenPath(path: string): string {
  return path.replace(/^(\/home\/[^/]+|\/Users\/[^/]+|[A-Z]:\\Users\\[^\\]+)(?=$|[/\\])/, '~');
}
