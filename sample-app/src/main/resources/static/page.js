// The whole page: asks the JSON API, listens to the news, and puts texts (never markup) into the document.

const byId = (id) => document.getElementById(id);
const euro = new Intl.NumberFormat('en', { style: 'currency', currency: 'EUR' });
const whole = new Intl.NumberFormat('en');

function time(micros) {
  if (micros === null || micros === undefined) return '–';
  if (micros < 10_000) return (micros / 1000).toFixed(2) + ' ms';
  return whole.format(Math.round(micros / 1000)) + ' ms';
}

function element(name, text, ...children) {
  const made = document.createElement(name);
  if (text) made.textContent = text;
  made.append(...children);
  return made;
}

function withClass(made, name) {
  made.className = name;
  return made;
}

function complain(text) {
  byId('complaint').textContent = text;
  byId('complaint').hidden = !text;
}

async function ask(path, options) {
  const response = await fetch('api/' + path, options);
  const left = /"visitor";r=(\d+)/.exec(response.headers.get('RateLimit'));
  if (left) byId('left').textContent = 'The rate limit permits ' + whole.format(left[1]) + ' more requests at once.';
  if (!response.ok) throw Object.assign(new Error('The server said ' + response.status), { status: response.status });
  return response.status === 204 ? null : response.json();
}

// Runs what a visitor asked for; what goes wrong is said at the top of the page.
async function doing(work) {
  complain('');
  try {
    await work();
  } catch (failure) {
    complain(failure.message);
  }
}

// ---- search

async function search() {
  const wanted = new URLSearchParams(new FormData(byId('search')));
  const answer = await ask('search?' + wanted);
  history.replaceState(null, '', '?' + wanted);
  showTiming(answer);
  showProducts(answer.result);
  await showCaches();
}

function showTiming(answer) {
  const slow = answer.result.computation.micros;
  const times = slow / Math.max(answer.micros, 1);
  byId('timing').hidden = false;
  byId('timing').classList.toggle('cached', answer.cached);
  byId('verdict').textContent = answer.cached
    ? 'From the cache, ' + whole.format(Math.round(times)) + ' times faster than the query'
    : 'From the database; search again to see the cache';
  byId('slow').textContent = time(slow);
  byId('fast').textContent = time(answer.micros);
  const longest = Math.max(slow, answer.micros);
  byId('slow-bar').value = 100 * slow / longest;
  byId('fast-bar').value = Math.max(0.8, 100 * answer.micros / longest);
}

function showProducts(result) {
  const shown = result.products.length;
  byId('found').textContent = result.total === 0 ? 'Nothing found.'
    : whole.format(result.total) + (result.total === 1 ? ' product' : ' products')
      + (shown < result.total ? ', the ' + shown + ' best known first' : '');
  byId('products').replaceChildren(...result.products.map(productCard));
}

function productCard(product) {
  const stars = withClass(element('span', '★ ' + product.stars.toFixed(1)), 'stars');
  const price = withClass(element('span', '', element('b', euro.format(product.price)), stars), 'price');
  const button = element('button', '', element('b', product.name),
    element('small', product.category + ' · ' + product.reviews + (product.reviews === 1 ? ' review' : ' reviews')), price);
  button.addEventListener('click', () => doing(() => openProduct(product.id)));
  return element('li', '', button);
}

async function showCategories() {
  const answer = await ask('categories');
  for (const category of answer.result.categories) {
    const option = element('option', category.name + ' (' + category.products + ')');
    option.value = category.id;
    byId('search').elements.category.append(option);
  }
}

// ---- one product

async function openProduct(id) {
  const [answer] = await Promise.all([ask('products/' + id), ask('products/' + id + '/views', { method: 'POST' })]);
  const { product, description, cheaper, companions, computation } = answer.result;
  byId('product-name').textContent = product.name;
  byId('product-facts').textContent = product.category + ' · ' + euro.format(product.price) + ' · ★ '
    + product.stars.toFixed(1) + ' · ' + whole.format(cheaper) + ' in its category cost less';
  byId('product-description').textContent = description;
  byId('companions').replaceChildren(...(companions.length
    ? companions.map((other) => element('li', other.name + ' (' + other.orders + '×)'))
    : [element('li', 'Nothing so far')]));
  byId('product-timing').textContent = answer.cached
    ? 'From the cache in ' + time(answer.micros) + '; the query took ' + time(computation.micros)
    : 'From the database in ' + time(answer.micros) + '; look again to see the cache';
  byId('product-timing').classList.toggle('cached', answer.cached);
  byId('order').dataset.product = id;
  if (!byId('product').open) byId('product').showModal();
  await Promise.all([showCaches(), showSession()]);
}

// ---- what stands beside

async function showCaches() {
  const rows = (await ask('caches')).map((cache) => {
    const cached = element('td', time(cache.cachedMicros));
    cached.classList.toggle('good', cache.cachedMicros !== null);
    return element('tr', '', element('td', cache.name), element('td', whole.format(cache.hits)),
      element('td', whole.format(cache.misses)), cached, element('td', time(cache.computedMicros)));
  });
  byId('caches').replaceChildren(...rows);
}

async function showLeaders() {
  const leaders = await ask('leaderboard');
  byId('no-leaders').hidden = leaders.length > 0;
  byId('leaders').replaceChildren(...leaders.map((leader) => {
    const button = element('button', '', element('span', leader.name), element('b', whole.format(leader.views)));
    button.addEventListener('click', () => doing(() => openProduct(leader.id)));
    return element('li', '', button);
  }));
}

async function showSession() {
  const session = await ask('session');
  const account = session.account;
  const logins = account === null ? [] : await ask('sessions');
  byId('sign-in').hidden = account !== null;
  byId('sign-out').hidden = account === null;
  if (account === null) {
    byId('end-others').hidden = true;
    byId('session').replaceChildren(withClass(
      element('p', 'Nobody is signed in, so there is no session. Try ada / analytical or grace / compiler.'), 'note'));
    return;
  }
  byId('who').textContent = account.name;
  const facts = [
    ['customer', account.name],
    ['since', new Date(account.since).toLocaleTimeString()],
    ['id', session.idStart + '…'],
    ['expires', Math.round(session.secondsLeft / 60) + ' min after the last request'],
    ['looked at', session.recent.join(', ') || 'nothing yet'],
  ];
  facts.push(['logins', logins.map((login) => login.idStart + (login.here ? ' (this one)' : '')).join(', ')]);
  byId('session').replaceChildren(element('dl', '',
    ...facts.flatMap(([name, value]) => [element('dt', name), element('dd', value)])));
  byId('end-others').hidden = logins.length < 2;
}

async function showEngine() {
  const engine = await ask('engine');
  byId('connections').textContent = engine.connections;
  byId('cli').hidden = engine.cli === null;
  byId('no-port').hidden = engine.cli !== null;
  byId('commands').textContent = ['scan 0 count 100', 'zrange most-viewed 0 9 rev withscores', 'subscribe news']
    .map((command) => engine.cli + ' ' + command).join('\n');
}

async function showMails() {
  const sent = await ask('mails');
  byId('jobs').textContent = 'jobs: ' + whole.format(sent.completed) + ' done, ' + whole.format(sent.later)
    + ' for later, ' + whole.format(sent.failed) + ' failed';
  byId('clean-up').textContent = sent.nextCleanUp === null ? 'no time' : new Date(sent.nextCleanUp).toLocaleTimeString();
  byId('mails').replaceChildren(...sent.mails.map((mail) =>
    element('li', mail.to + ': ' + mail.subject + ' (attempt ' + mail.attempts + ')')));
}

// ---- live

const LINES = 8;

function listen() {
  const stream = new EventSource('api/news');
  const live = byId('live');
  const connected = (yes) => {
    live.className = yes ? 'on' : 'off';
    live.title = yes ? 'connected' : 'not connected';
  };
  stream.addEventListener('open', () => connected(true));
  stream.addEventListener('error', () => connected(false));
  stream.addEventListener('news', (event) => {
    const news = JSON.parse(event.data);
    byId('no-news').hidden = true;
    byId('news').prepend(element('li', '', element('b', news.who), ' just ' + news.what + ' ' + news.name));
    while (byId('news').children.length > LINES) byId('news').lastChild.remove();
    doing(() => Promise.all([showLeaders(), showMails()]));
  });
}

// ---- begin

byId('search').addEventListener('submit', (event) => {
  event.preventDefault();
  doing(search);
});
byId('empty').addEventListener('click', () => doing(async () => {
  await ask('caches', { method: 'DELETE' });
  await showCaches();
}));
byId('sign-in').addEventListener('submit', (event) => {
  event.preventDefault();
  doing(async () => {
    try {
      await ask('session', { method: 'POST', body: new URLSearchParams(new FormData(byId('sign-in'))) });
    } catch (refusal) {
      if (refusal.status === 401) throw new Error('No customer has that login and password.');
      if (refusal.status === 429) throw new Error('Too many wrong passwords; try again in a quarter of an hour.');
      throw refusal;
    }
    await showSession();
  });
});
byId('sign-out').addEventListener('submit', (event) => {
  event.preventDefault();
  doing(async () => {
    await ask('session', { method: 'DELETE' });
    await showSession();
  });
});

byId('end-others').addEventListener('click', () => doing(async () => {
  await ask('sessions', { method: 'DELETE' });
  await showSession();
}));
byId('order').addEventListener('click', () => doing(async () => {
  try {
    await ask('products/' + byId('order').dataset.product + '/orders', { method: 'POST' });
  } catch (refusal) {
    if (refusal.status === 401) throw new Error('Sign in to order something.');
    throw refusal;
  } finally {
    byId('product').close();
  }
}));

listen();
doing(async () => {
  await Promise.all([showCategories(), showSession(), showLeaders(), showMails(), showEngine()]);
  const link = new URLSearchParams(location.search);
  byId('search').elements.text.value = link.get('text') ?? '';
  byId('search').elements.category.value = link.get('category') ?? '0';
  await search();
  document.documentElement.dataset.ready = 'true';
});
