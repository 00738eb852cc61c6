// How high a plot is.
const STEPS = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10];

/** The next whole number that people call round: 1, 2, 3, 4, 5, 6, 8, 10, 15, 20, 25, 30, 40 … */
export function roundUp(most) {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, most)));
  return STEPS.map((step) => step * power).find((round) => Number.isInteger(round) && round >= most);
}
