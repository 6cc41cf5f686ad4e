/* global getComputedStyle, document, devicePixelRatio */

/** Draws the rewards of an episode as a line with the present step marked. */
export function drawRewardCurve(canvas, rewards, step, length) {
  const context = canvas.getContext('2d');
  const style = getComputedStyle(document.documentElement);
  const of = (name) => style.getPropertyValue(`--${name}`).trim();
  const width = canvas.clientWidth;
  const height = canvas.clientHeight;
  canvas.width = width * devicePixelRatio;
  canvas.height = height * devicePixelRatio;
  context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
  const [left, right, top, bottom] = [14, width - 14, 8, height - 10];
  const low = Math.min(0, ...rewards);
  const high = Math.max(0, ...rewards);
  const x = (i) => left + ((i + 0.5) / Math.max(1, length)) * (right - left);
  const y = (value) => bottom - ((value - low) / (high - low || 1)) * (bottom - top);
  context.lineWidth = 1;
  context.strokeStyle = of('rule');
  context.beginPath();
  context.moveTo(left, y(0));
  context.lineTo(right, y(0));
  context.stroke();
  const trace = (from, to, colour) => {
    context.strokeStyle = colour;
    context.lineWidth = 1.5;
    context.lineJoin = 'round';
    context.beginPath();
    for (let i = from; i < to; i++) context.lineTo(x(i), y(rewards[i]));
    context.stroke();
  };
  trace(0, rewards.length, of('grid'));
  trace(0, Math.min(step, rewards.length), of('accent'));
  if (step > 0 && step <= rewards.length) {
    context.fillStyle = of('accent');
    context.beginPath();
    context.arc(x(step - 1), y(rewards[step - 1]), 3.5, 0, 2 * Math.PI);
    context.fill();
  }
}
