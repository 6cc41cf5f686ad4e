/* global document, crypto, localStorage, addEventListener */
import { showCandidates } from './candidates.js';

const byId = (id) => document.getElementById(id);
const STORE = 'minorant-label-pending';
const RETRY = 500;
const answers = ['left', 'right', 'tie', 'cannot-tell'];
/** Milliseconds between looking for new questions. */
const POLL = 1000;

let state;
let shown = { dispose: () => undefined };
/** One thing at a time: what is being sent, or shown. */
let busy = true;

function say(text) {
  byId('status').textContent = text;
}

/** Sends until the server has confirmed, however often it goes away: the nonce makes it count once. */
async function send(path, body) {
  localStorage.setItem(STORE, JSON.stringify({ path, body }));
  for (;;) {
    try {
      const response = await fetch(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      if (response.status < 500) {
        localStorage.removeItem(STORE);
        const reply = await response.json();
        if (response.ok) {
          say('');
          return reply;
        }
        // What was refused is not in the file: it has to be read, whatever is shown next.
        const next = await load();
        say(reply.error);
        return next;
      }
    } catch {
      // The server is away: its file has all that it confirmed, and the page has the rest.
    }
    say('The server does not answer; the last answer is kept and sent again.');
    await new Promise((resolve) => setTimeout(resolve, RETRY));
  }
}

async function load() {
  for (;;) {
    try {
      const response = await fetch('/api/state');
      if (response.ok) {
        const next = await response.json();
        say('');
        return next;
      }
      say((await response.json()).error);
    } catch {
      say('The server does not answer.');
    }
    await new Promise((resolve) => setTimeout(resolve, RETRY));
  }
}

async function show(next) {
  state = next;
  const { total, answered, question, undoable } = state;
  shown.dispose();
  byId('progress').max = total;
  byId('progress').value = answered;
  byId('count').textContent = `${answered} of ${total}`;
  byId('undo').disabled = !undoable;
  byId('candidates').hidden = question === null;
  byId('done').hidden = question !== null || state.more;
  byId('waiting').hidden = question !== null || !state.more;
  byId('prompt').hidden = !question?.prompt;
  byId('prompt-text').textContent = question?.prompt ?? '';
  for (const id of answers) byId(`answer-${id}`).disabled = question === null;
  if (question) {
    try {
      shown = await showCandidates([byId('left'), byId('right')], [question.left, question.right]);
    } catch (error) {
      // A browser without WebGL, for instance: nobody answers what nobody sees.
      shown = { dispose: () => undefined };
      state = { ...state, question: null };
      for (const id of answers) byId(`answer-${id}`).disabled = true;
      say(`The clips cannot be shown in this browser: ${error.message}`);
    }
    byId('pause').hidden = !shown.toggle;
  } else byId('pause').hidden = true;
  document.documentElement.dataset.question = question?.id ?? 'none';
  document.documentElement.dataset.answered = answered;
  busy = false;
  if (question === null && state.more) setTimeout(() => void look(), POLL);
}

/** Looks whether the run has asked something new. */
async function look() {
  if (busy) return;
  busy = true;
  await show(await load());
}

async function act(path, body) {
  if (busy) return;
  busy = true;
  say('');
  await show(await send(path, { ...body, nonce: crypto.randomUUID() }));
}

function answer(value) {
  if (state?.question) void act('/api/answer', { question: state.question.id, answer: value });
}

function undo() {
  if (state?.undoable) void act('/api/undo', {});
}

for (const value of answers) {
  byId(`answer-${value}`).addEventListener('click', () => answer(value));
}
byId('undo').addEventListener('click', undo);
byId('pause').addEventListener('click', () => shown.toggle?.());
addEventListener('keydown', (event) => {
  if (event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
  const keys = {
    ArrowLeft: () => answer('left'),
    ArrowRight: () => answer('right'),
    ArrowUp: () => answer('tie'),
    ArrowDown: () => answer('cannot-tell'),
    Backspace: undo,
    ' ': () => shown.toggle?.(),
  };
  if (!keys[event.key]) return;
  event.preventDefault();
  keys[event.key]();
});

/** What was not confirmed when the page was closed goes first. */
const pending = localStorage.getItem(STORE);
void (async () => {
  if (pending) {
    const { path, body } = JSON.parse(pending);
    await send(path, body);
  }
  await show(await load());
  document.documentElement.dataset.ready = 'true';
})();
