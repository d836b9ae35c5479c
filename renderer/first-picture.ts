/** A page that is not on the screen has no picture; what was put off for it has to come all the same. */
const longestMs = 500;

/**
 * Comes true when the page has been seen with something on it. Until then what is not in the first picture only takes the
 * processor away from drawing it.
 */
export function firstPicture(): Promise<void> {
  return new Promise((resolve) => {
    const observer = new PerformanceObserver((list) => {
      if (list.getEntriesByName('first-contentful-paint').length > 0) end();
    });
    const end = () => {
      clearTimeout(timer);
      observer.disconnect();
      resolve();
    };
    const timer = setTimeout(end, longestMs);
    observer.observe({ type: 'paint', buffered: true });
  });
}
