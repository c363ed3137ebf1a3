// A part that takes its time and hears of no order to stop: what a thread still does when nobody wants it any more.
const lasts = 400;

export default function decidePart({ into, from }) {
  into.tilt[from] = 1;
  const end = performance.now() + lasts;
  while (performance.now() < end);
  into.tilt[from] = 2;
  return null;
}
