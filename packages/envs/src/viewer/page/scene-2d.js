/* global getComputedStyle, document, devicePixelRatio */

/** Draws a two-dimensional scene on a canvas: `draw(frame)`, `frame` may lie between two. */
export function createView2d(canvas, scene) {
  const context = canvas.getContext('2d');
  const moving = scene.shapes.filter((shape) => shape.moves).length;

  function colour(fill) {
    const style = getComputedStyle(document.documentElement);
    const of = (name) => style.getPropertyValue(`--${name}`).trim();
    if (typeof fill === 'string') return of(fill);
    return `color-mix(in oklab, ${of('high')} ${Math.round(100 * fill.share)}%, ${of('low')})`;
  }

  function pose(index, frame) {
    const before = Math.floor(frame);
    const after = Math.min(before + 1, scene.frames.length / (4 * moving) - 1);
    const share = frame - before;
    return [0, 1, 2, 3].map((k) => {
      const a = scene.frames[(before * moving + index) * 4 + k];
      const b = scene.frames[(after * moving + index) * 4 + k];
      return k === 3 ? a : a + share * (b - a);
    });
  }

  function draw(frame) {
    const width = canvas.clientWidth;
    const height = canvas.clientHeight;
    canvas.width = width * devicePixelRatio;
    canvas.height = height * devicePixelRatio;
    const [left, bottom, right, top] = scene.bounds;
    const scale = 0.94 * Math.min(width / (right - left), height / (top - bottom));
    context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
    context.clearRect(0, 0, width, height);
    const base = [width / 2 - (scale * (left + right)) / 2, height / 2 + (scale * (bottom + top)) / 2];
    let index = 0;
    for (const shape of scene.shapes) {
      const [x, y, angle, opacity] = shape.moves ? pose(index++, frame) : [0, 0, 0, 1];
      if (opacity <= 0) continue;
      context.save();
      context.globalAlpha = Math.min(1, opacity);
      context.translate(base[0] + scale * x, base[1] - scale * y);
      context.rotate(-angle);
      context.beginPath();
      if (shape.radius) context.arc(0, 0, shape.radius * scale, 0, 2 * Math.PI);
      else
        for (let i = 0; i < shape.points.length; i += 2)
          context.lineTo(shape.points[i] * scale, -shape.points[i + 1] * scale);
      if (shape.line) {
        context.lineWidth = 3;
        context.lineCap = context.lineJoin = 'round';
        context.strokeStyle = colour(shape.fill);
        context.stroke();
      } else {
        if (!shape.radius) context.closePath();
        context.fillStyle = colour(shape.fill);
        context.fill();
      }
      if (shape.label) {
        const size = Math.max(9, 0.18 * scale);
        context.font = `${size}px system-ui, sans-serif`;
        context.textAlign = 'center';
        context.fillStyle = colour('line');
        const middle = shape.points[0] + (shape.points[2] - shape.points[0]) / 2;
        context.fillText(shape.label, middle * scale, -(shape.points[1] + 0.1) * scale);
      }
      context.restore();
    }
  }

  return { draw, reset() {}, setFollow() {}, dispose() {} };
}
