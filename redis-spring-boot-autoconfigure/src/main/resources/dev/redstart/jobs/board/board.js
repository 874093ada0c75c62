// The whole board: asks for JSON, and puts texts (never markup) into the document. Where it is stands behind
// the address's #, and all addresses are relative, so it works below any path and behind any proxy.

const STATES = ['waiting', 'active', 'prioritized', 'delayed', 'waiting-children', 'completed', 'failed'];
const PAGE = 25;
const LIVE_MILLIS = 4000;
const DEEPEST = 30;

const byId = (id) => document.getElementById(id);
const whole = new Intl.NumberFormat('en');
let writable = false;

// ---- elements

// make('td.number', {title: ...}, child, ...): children are elements or texts.
function make(kind, ...rest) {
  const [name, ...classes] = kind.split('.');
  const made = document.createElement(name);
  made.classList.add(...classes);
  if (rest.length > 0 && rest[0]?.constructor === Object) {
    for (const [key, value] of Object.entries(rest.shift())) {
      if (key === 'onclick') made.addEventListener('click', value);
      else if (value !== undefined) made.setAttribute(key, value);
    }
  }
  made.append(...rest.filter((child) => child !== undefined && child !== null));
  return made;
}

function link(where, ...children) {
  const target = '#' + new URLSearchParams(where);
  return make('a', { href: target, 'data-key': target }, ...children);
}

function button(text, work, key, kind = 'button') {
  return make(kind, { type: 'button', 'data-key': `${text} ${key}`, onclick: () => doing(work) }, text);
}

function table(heads, rows) {
  return make('div.wide', make('table',
    make('thead', make('tr', ...heads.map((head) => make(head.startsWith('#') ? 'th.number' : 'th', head.replace('#', ''))))),
    make('tbody', ...rows.map((cells) => make('tr', ...cells)))));
}

const cell = (...children) => make('td', ...children);
const number = (...children) => make('td.number', ...children);
const actions = (...buttons) => (writable ? make('td.actions', ...buttons) : make('td'));

function time(millis) {
  if (millis === undefined) return '–';
  const date = new Date(millis);
  if (Number.isNaN(date.getTime())) return String(millis);
  return make('time', { datetime: date.toISOString(), title: date.toISOString() }, date.toLocaleString());
}

function span(millis) {
  for (const [name, unit] of [['d', 86400000], ['h', 3600000], ['min', 60000], ['s', 1000]]) {
    if (Math.abs(millis) >= unit) return `${+(millis / unit).toFixed(1)} ${name}`;
  }
  return `${millis} ms`;
}

function badge(state) {
  return make(STATES.includes(state) ? `span.badge.${state}` : 'span.badge', state);
}

// Lays JSON out without reading its numbers, which would lose digits of long ones.
function pretty(text) {
  try {
    JSON.parse(text);
  } catch {
    return text;
  }
  let out = '';
  let depth = 0;
  const line = () => '\n' + '  '.repeat(Math.min(depth, DEEPEST));
  for (const part of text.match(/"(?:[^"\\]|\\.)*"|[{[]\s*[}\]]|[{}[\]:,]|[^\s{}[\]:,"]+/g) ?? []) {
    if (part === '{' || part === '[') {
      depth++;
      out += part + line();
    } else if (part === '}' || part === ']') {
      depth--;
      out += line() + part;
    } else if (part === ',') out += part + line();
    else out += part === ':' ? ': ' : part;
  }
  return out;
}

// ---- asking

const HEADERS = { Accept: 'application/json', 'X-Requested-With': 'XMLHttpRequest' };

async function read(response) {
  const isJson = response.headers.get('Content-Type')?.startsWith('application/json');
  if (response.redirected || response.status === 401 || (response.ok && !isJson)) {
    throw new Error('You are not signed in (any longer): load this page again.');
  }
  const answer = isJson ? await response.json() : {};
  if (!response.ok) throw new Error(answer.error ?? `The server said ${response.status}.`);
  return answer;
}

async function ask(name, values = {}) {
  return read(await fetch(`api/${name}?${new URLSearchParams(values)}`, { headers: HEADERS }));
}

// The token against forged requests is asked for each time: it changes with a login, in another window too.
async function change(name, values) {
  const { csrf } = await ask('board');
  const body = new URLSearchParams(values);
  if (csrf) body.set(csrf.parameter, csrf.token);
  const { done } = await read(await fetch(`api/${name}`, { method: 'POST', headers: HEADERS, body }));
  say('report', done);
}

function say(id, text) {
  byId(id).textContent = text;
  byId(id).hidden = !text;
}

// Runs what somebody asked for, and shows what has become of it.
async function doing(work) {
  say('complaint', '');
  say('report', '');
  try {
    await work();
  } catch (failure) {
    say('complaint', failure.message);
  }
  await show();
}

// Asks before something that can't be undone; fields are names and values of numbers. Nothing for no.
function sure(title, text, yes, fields = {}) {
  const question = byId('question');
  byId('question-title').textContent = title;
  byId('question-text').textContent = text;
  byId('question-yes').textContent = yes;
  const inputs = Object.entries(fields).map(([name, value]) => make('input', { name, type: 'number', min: 0, value, required: '' }));
  byId('question-fields').replaceChildren(...inputs.map((input) => make('label', `${input.name}: `, input)));
  question.returnValue = 'no';
  question.showModal();
  return new Promise((resolve) => {
    question.addEventListener('close', () => resolve(question.returnValue === 'yes'
      ? Object.fromEntries(inputs.map((input) => [input.name, input.value])) : undefined), { once: true });
  });
}

async function changeIfSure(name, values, ...question) {
  const fields = await sure(...question);
  if (fields) await change(name, { ...values, ...fields });
  return fields;
}

// ---- what there is to see: each view loads an answer and draws it

const queues = {
  load: (where) => ask('queues', { first: where.first ?? 0, count: PAGE }),
  draw(answer, where) {
    if (answer.total === 0) return [make('p.empty', 'There is no queue yet.')];
    const heads = ['queue', ...STATES.map((state) => `#${state}`), ''];
    const rows = answer.queues.map((queue) => [
      cell(link({ queue: queue.name }, queue.name), ' ', queue.paused ? badge('paused') : ''),
      ...STATES.map((state) => number(link({ queue: queue.name, state }, whole.format(queue.counts[state])))),
      actions(pausing(queue)),
    ]);
    return [table(heads, rows), pager(where, answer.queues.length, answer.total)];
  },
};

function pausing(queue) {
  const name = queue.paused ? 'resume' : 'pause';
  return button(queue.paused ? 'Resume' : 'Pause', () => change(name, { queue: queue.name }), queue.name);
}

const jobs = {
  load: (where) => ask('jobs', { queue: where.queue, state: state(where), first: where.first ?? 0, count: PAGE }),
  draw(answer, where) {
    const shown = state(where);
    const nodes = [make('div.bar', make('h1', answer.name), answer.paused ? badge('paused') : '', ...ofAll(answer, shown)),
      tabs(answer, shown)];
    if (answer.jobs.length === 0) return [...nodes, make('p.empty', 'No jobs here.'), pager(where, 0, answer.counts[shown])];
    const rows = answer.jobs.map((job) => jobRow(answer.name, shown, job));
    nodes.push(table(['job', 'name', 'data', shown === 'failed' ? 'reason' : 'progress', '#attempts', whenOf(shown)[0], ''], rows));
    return [...nodes, pager(where, answer.jobs.length, answer.counts[shown])];
  },
};

function state(where) {
  return STATES.includes(where.state) ? where.state : 'waiting';
}

function whenOf(shown) {
  if (shown === 'completed' || shown === 'failed') return ['ended', (job) => time(job.finishedOn)];
  if (shown === 'active') return ['begun', (job) => time(job.processedOn)];
  if (shown === 'delayed') return ['delayed by', (job) => span(job.delay)];
  return ['added', (job) => time(job.timestamp)];
}

function jobRow(queue, shown, job) {
  return [
    cell(link({ queue, job: job.id }, job.id)),
    cell(job.name),
    cell(make('code', job.data)),
    shown === 'failed' ? make('td.failure', job.failedReason ?? '') : cell(make('code', job.progress)),
    number(`${job.attemptsMade} of ${job.attempts}`),
    cell(whenOf(shown)[1](job)),
    actions(...ofJob(queue, shown, job.id)),
  ];
}

// What can be done to all jobs of a queue, or to those of the state that is shown.
function ofAll(answer, shown) {
  if (!writable) return [];
  const values = { queue: answer.name, state: shown };
  const made = [pausing(answer)];
  if (answer.counts[shown] === 0) return made;
  const which = `all ${whole.format(answer.counts[shown])} jobs of ${answer.name} that are ${shown}`;
  if (shown === 'failed' || shown === 'completed') {
    made.push(button('Retry all', () => changeIfSure('retry-all', values, 'Retry all?', `Runs ${which} again.`, 'Retry all'), 'all'));
  }
  if (shown === 'delayed') {
    made.push(button('Promote all', () => changeIfSure('promote-all', values, 'Promote all?', `Runs ${which} now.`, 'Promote all'), 'all'));
  }
  made.push(button('Clean', () => changeIfSure('clean', values, 'Clean?', `Removes jobs of ${answer.name} that are ${shown}`
    + ' and older than so many minutes, at most as many as the limit says.', 'Remove', { minutes: 0, limit: 1000 }), 'all', 'button.grave'));
  return made;
}

function ofJob(queue, shown, job) {
  const made = [];
  const values = { queue, job };
  if (shown === 'failed' || shown === 'completed') made.push(button('Retry', () => change('retry', values), job));
  if (shown === 'delayed') made.push(button('Promote', () => change('promote', values), job));
  if (shown !== 'active') {
    made.push(button('Remove', async () => {
      const gone = await changeIfSure('remove', values, 'Remove?', `Removes job ${job} of ${queue}, with its children.`, 'Remove');
      if (gone && place().job) history.replaceState(null, '', `#${new URLSearchParams({ queue, state: shown })}`);
    }, job, 'button.grave'));
  }
  return made;
}

function tabs(answer, shown) {
  const tab = (where, current, ...children) => {
    const made = link({ queue: answer.name, ...where }, ...children);
    if (current) made.setAttribute('aria-current', 'page');
    return made;
  };
  return make('nav.tabs', { 'aria-label': 'States' },
    ...STATES.map((each) => tab({ state: each }, each === shown, `${each} `, make('b', whole.format(answer.counts[each])))),
    tab({ view: 'schedulers' }, shown === 'schedulers', 'schedulers'));
}

const schedulers = {
  async load(where) {
    const queue = await ask('jobs', { queue: where.queue, state: 'waiting', count: 1 });
    return { ...await ask('schedulers', { queue: where.queue, first: where.first ?? 0, count: PAGE }), queue };
  },
  draw(answer, where) {
    const { queue, items, more } = answer;
    const nodes = [make('div.bar', make('h1', queue.name), queue.paused ? badge('paused') : ''), tabs(queue, 'schedulers')];
    if (items.length === 0) return [...nodes, make('p.empty', 'No schedulers here.')];
    const rows = items.map((one) => [
      cell(one.id), cell(one.schedule), cell(one.job), cell(make('code', one.data)), number(whole.format(one.iterations)),
      cell(time(one.next)), actions(button('Remove', () => changeIfSure('remove-scheduler', { queue: queue.name, scheduler: one.id },
        'Remove?', `Removes scheduler ${one.id} of ${queue.name}; its jobs recur no more.`, 'Remove'), one.id, 'button.grave')),
    ]);
    nodes.push(table(['scheduler', 'schedule', 'job', 'data', '#times', 'next', ''], rows));
    return [...nodes, pager(where, items.length, more ? Infinity : 0)];
  },
};

const job = {
  async load(where) {
    const values = { queue: where.queue, job: where.job };
    return { ...await ask('job', values), logs: await ask('logs', { ...values, first: where.first ?? 0, count: 100 }) };
  },
  trail: (where) => [make('span', where.job)],
  draw(answer, where) {
    const facts = make('dl');
    const fact = (name, value) => value !== undefined && value !== 0 && facts.append(make('dt', name), make('dd', value));
    fact('queue', answer.queue);
    fact('added', time(answer.timestamp));
    fact('begun', answer.processedOn && time(answer.processedOn));
    fact('ended', answer.finishedOn && time(answer.finishedOn));
    fact('took', answer.finishedOn && answer.processedOn ? span(answer.finishedOn - answer.processedOn) : undefined);
    fact('delay', answer.delay && span(answer.delay));
    fact('priority', answer.priority && String(answer.priority));
    fact('attempts', `${answer.attemptsMade} of ${answer.attempts}, begun ${answer.attemptsStarted}`);
    fact('lost by workers', answer.stalled && String(answer.stalled));
    fact('progress', make('code', answer.progress));
    fact('worker', answer.worker);
    fact('scheduler', answer.scheduler && link({ queue: answer.queue, view: 'schedulers' }, answer.scheduler));
    fact('deduplication', answer.deduplication);
    fact('parent', answer.parent && relative(answer.parent));
    return [
      make('div.bar', make('h1', `${answer.name} ${answer.id}`), badge(answer.state),
        ...(writable ? ofJob(answer.queue, answer.state, answer.id) : [])),
      facts,
      ...titled('Data', make('pre', { id: 'data' }, pretty(answer.data))),
      ...(answer.returnValue === undefined ? [] : titled('Return value', make('pre', pretty(answer.returnValue)))),
      ...(answer.failedReason === undefined ? [] : titled('Failure', make('pre.failure', answer.failedReason))),
      ...answer.stackTraces.flatMap((trace, i) => titled(`Stack trace ${i + 1}`, make('pre', trace))),
      ...children(answer),
      ...titled('Log', answer.logs.items.length === 0 ? make('p.empty', 'No lines.') : make('pre', { id: 'log' }, answer.logs.items.join('\n'))),
      earlier(where, answer.logs),
      ...titled('Options', make('pre', pretty(answer.options ?? '{}'))),
    ];
  },
};

const titled = (title, node) => [make('h2', title), node];

function relative(other) {
  return other.id === undefined ? make('span', other.key) : link({ queue: other.queue, job: other.id }, `${other.queue} ${other.id}`);
}

function children(answer) {
  if (answer.children.length === 0) return [];
  const rows = answer.children.map((child) => [cell(relative(child)), cell(child.name), cell(badge(child.standing))]);
  return [make('h2', answer.moreChildren ? `Children, the first ${answer.children.length}` : 'Children'), table(['job', 'name', ''], rows)];
}

function earlier(where, logs) {
  const first = Number(where.first ?? 0);
  return make('p.pager',
    logs.more ? link({ ...where, first: first + logs.items.length }, 'Earlier lines') : undefined,
    first > 0 ? link({ ...where, first: Math.max(first - 100, 0) }, 'Later lines') : undefined);
}

function pager(where, shown, total) {
  const first = Number(where.first ?? 0);
  if (first === 0 && shown >= total) return make('p');
  return make('p.pager',
    first > 0 ? link({ ...where, first: Math.max(first - PAGE, 0) }, 'Back') : undefined,
    shown === 0 ? 'none' : `${whole.format(first + 1)} to ${whole.format(first + shown)}${Number.isFinite(total) && total > 0 ? ` of ${whole.format(total)}` : ''}`,
    first + shown < total ? link({ ...where, first: first + shown }, 'Next') : undefined);
}

// ---- showing

const place = () => Object.fromEntries(new URLSearchParams(location.hash.slice(1)));

function viewOf(where) {
  if (!where.queue) return queues;
  if (where.job) return job;
  return where.view === 'schedulers' ? schedulers : jobs;
}

let turn = 0;
let drawn = '';
let lost = false;

// Draws only what has changed, and leaves the focus where it was.
async function show() {
  const mine = ++turn;
  const where = place();
  const view = viewOf(where);
  try {
    const answer = await view.load(where);
    if (mine !== turn) return;
    if (lost) say('complaint', '');
    lost = false;
    const looks = JSON.stringify([where, answer]);
    if (looks === drawn) return;
    drawn = looks;
    const focused = document.activeElement?.dataset?.key;
    byId('trail').replaceChildren(link({}, 'Jobs'), ...(where.queue ? [link({ queue: where.queue }, where.queue)] : []), ...view.trail?.(where) ?? []);
    byId('view').replaceChildren(...view.draw(answer, where));
    document.title = ['Jobs', where.queue, where.job].filter(Boolean).join(' / ');
    if (focused) [...document.querySelectorAll('[data-key]')].find((one) => one.dataset.key === focused)?.focus();
  } catch (failure) {
    if (mine !== turn) return;
    lost = true;
    say('complaint', failure.message);
  }
  document.documentElement.dataset.ready = 'true';
}

async function begin() {
  try {
    ({ writable } = await ask('board'));
    byId('mode').hidden = writable;
  } catch (failure) {
    say('complaint', failure.message);
  }
  await show();
}

window.addEventListener('hashchange', () => doing(() => {}));
byId('refresh').addEventListener('click', () => doing(() => {}));
setInterval(() => {
  if (byId('live').checked && !document.hidden && !byId('question').open) show();
}, LIVE_MILLIS);
begin();
