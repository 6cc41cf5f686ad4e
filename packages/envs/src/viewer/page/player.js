/* global document, matchMedia, requestAnimationFrame, addEventListener, ResizeObserver */
import { drawRewardCurve } from './reward-curve.js';
import { createView2d } from './scene-2d.js';
import { createView3d } from './scene-3d.js';
import { loadThree, unpackFrames } from './unpack.js';

const PAUSE = 'M4 3h3v10H4zM9 3h3v10H9z';
const PLAY = 'M4 2.5v11L13.5 8z';
const ENDS = { terminated: 'terminated', truncated: 'time limit', open: 'end of recording' };
const byId = (id) => document.getElementById(id);

function element(name, properties = {}, ...children) {
  const node = Object.assign(document.createElement(name), properties);
  node.append(...children);
  return node;
}

/** Unpacks everything and starts the player; `document.documentElement.dataset.ready` says when it stands. */
export async function start() {
  const { scenes, libraries } = JSON.parse(byId('replay-data').textContent);
  for (const scene of scenes) scene.frames = await unpackFrames(scene.frames);
  const three = libraries.three ? await loadThree(libraries) : undefined;
  document.documentElement.dataset.theme = matchMedia('(prefers-color-scheme: dark)').matches
    ? 'dark'
    : 'light';

  const state = { time: 0, playing: false, speed: 1, side: scenes.length > 1, panels: [], stale: true };
  const steps = () => Math.max(...state.panels.map((panel) => panel.scene.rewards.length));
  const dt = () => state.panels[0].scene.dt;
  const refresh = () => (state.stale = true);

  function createPanel(index) {
    const scene = scenes[index];
    const canvas = element('canvas');
    const ended = element('div', { className: 'ended', hidden: true });
    const curve = element('canvas', { className: 'curve' });
    const number = (label) => {
      const value = element('b', { textContent: '0' });
      return { value, node: element('div', {}, element('span', { textContent: label }), value) };
    };
    const [step, reward, total] = ['Step', 'Reward', 'Return'].map(number);
    let heading = element('strong', { textContent: scene.title });
    if (scenes.length > 1) {
      heading = element('select', { ariaLabel: 'Episode' });
      scenes.forEach((each, i) => heading.append(element('option', { value: i, textContent: each.title })));
      heading.value = index;
    }
    const root = element(
      'section',
      { className: 'panel' },
      element('div', { className: 'stage' }, canvas, ended),
      element('div', { className: 'caption' }, heading, step.node, reward.node, total.node),
      curve,
    );
    byId('panels').append(root);
    const view = scene.kind === '3d' ? createView3d(canvas, scene, three) : createView2d(canvas, scene);
    view.onChange?.(refresh);
    const panel = {
      scene,
      index,
      draw(time) {
        const length = scene.rewards.length;
        const frame = Math.min(time, length);
        const done = Math.floor(frame);
        view.draw(frame);
        drawRewardCurve(curve, scene.rewards, done, steps());
        step.value.textContent = `${done} / ${length}`;
        reward.value.textContent = done > 0 ? scene.rewards[done - 1].toPrecision(4) : '–';
        total.value.textContent = scene.rewards
          .slice(0, done)
          .reduce((sum, value) => sum + value, 0)
          .toFixed(1);
        ended.hidden = done < length;
        ended.textContent = `Ended: ${ENDS[scene.end]}`;
      },
      view,
      remove() {
        view.dispose();
        root.remove();
      },
    };
    heading.addEventListener('change', () =>
      show(state.panels.map((p) => (p === panel ? Number(heading.value) : p.index))),
    );
    curve.addEventListener('click', (event) => {
      const box = curve.getBoundingClientRect();
      seek(Math.round(((event.clientX - box.left - 14) / (box.width - 28)) * steps()));
    });
    return panel;
  }

  function show(indices) {
    for (const panel of state.panels) panel.remove();
    state.panels = indices.map(createPanel);
    byId('scrub').max = steps();
    byId('compare').setAttribute('aria-pressed', state.side);
    byId('compare').hidden = scenes.length < 2;
    for (const id of ['follow', 'recentre'])
      byId(id).hidden = !state.panels.some((p) => p.scene.kind === '3d');
    byId('follow').setAttribute(
      'aria-pressed',
      state.panels.some((p) => p.view.follows?.()),
    );
    seek(Math.min(state.time, steps()));
  }

  function seek(time) {
    state.time = Math.max(0, Math.min(time, steps()));
    refresh();
  }

  function play(playing) {
    if (playing && state.time >= steps()) state.time = 0;
    state.playing = playing;
    byId('play-icon').setAttribute('d', playing ? PAUSE : PLAY);
    byId('play').setAttribute('aria-label', playing ? 'Pause' : 'Play');
    refresh();
  }

  function stepBy(count) {
    play(false);
    seek(Math.round(state.time) + count);
  }

  byId('play').addEventListener('click', () => play(!state.playing));
  byId('back').addEventListener('click', () => stepBy(-1));
  byId('forward').addEventListener('click', () => stepBy(1));
  byId('scrub').addEventListener('input', (event) => seek(Number(event.target.value)));
  byId('speed').addEventListener('change', (event) => (state.speed = Number(event.target.value)));
  byId('recentre').addEventListener('click', () => {
    for (const panel of state.panels) panel.view.reset();
    byId('follow').setAttribute(
      'aria-pressed',
      state.panels.some((p) => p.view.follows?.()),
    );
    refresh();
  });
  byId('follow').addEventListener('click', (event) => {
    const pressed = event.currentTarget.getAttribute('aria-pressed') !== 'true';
    event.currentTarget.setAttribute('aria-pressed', pressed);
    for (const panel of state.panels) panel.view.setFollow(pressed);
    refresh();
  });
  byId('compare').addEventListener('click', () => {
    state.side = !state.side;
    const first = state.panels[0].index;
    show(state.side ? [first, (first + 1) % scenes.length] : [first]);
  });
  byId('theme').addEventListener('click', () => {
    const { dataset } = document.documentElement;
    dataset.theme = dataset.theme === 'dark' ? 'light' : 'dark';
    for (const panel of state.panels) panel.view.paint?.();
    refresh();
  });
  addEventListener('keydown', (event) => {
    if (
      event.target.closest('input, select, button') &&
      event.key !== 'ArrowLeft' &&
      event.key !== 'ArrowRight'
    )
      return;
    const keys = {
      ' ': () => play(!state.playing),
      ArrowLeft: () => stepBy(-1),
      ArrowRight: () => stepBy(1),
    };
    if (!keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  });
  new ResizeObserver(refresh).observe(byId('panels'));

  let last;
  function tick(now) {
    if (state.playing) {
      state.time += (((now - (last ?? now)) / 1000) * state.speed) / dt();
      if (state.time >= steps()) {
        state.time = steps();
        play(false);
      }
      refresh();
    }
    last = now;
    if (state.stale) {
      state.stale = false;
      for (const panel of state.panels) panel.draw(state.time);
      byId('scrub').value = Math.floor(state.time);
      byId('clock').textContent = `step ${Math.floor(state.time)} · ${(state.time * dt()).toFixed(2)} s`;
    }
    requestAnimationFrame(tick);
  }
  show(state.side ? [0, 1] : [0]);
  requestAnimationFrame(tick);
  document.documentElement.dataset.ready = 'true';
}
