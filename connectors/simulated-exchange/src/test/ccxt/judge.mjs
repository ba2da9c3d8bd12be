// What ccxt, unmodified but for its base addresses, makes of the simulated exchange. Each line is a call of the
// library's own, and what it returned is checked against what was done, not against the exchange's code.
import assert from 'node:assert/strict';
import ccxt from 'ccxt';

const ports = JSON.parse(process.env.EXCHANGE_PORTS);
const credentials = {apiKey: process.env.EXCHANGE_KEY, secret: process.env.EXCHANGE_SECRET};
const seen = [];

async function call(who, name, action) {
  try {
    const result = await action();
    seen.push(`${who} ${name}: ok`);
    return result;
  } catch (failure) {
    seen.push(`${who} ${name}: ${failure.constructor.name}: ${failure.message}`);
    process.exitCode = 1;
    return undefined;
  }
}

/** Every address of the library that begins with one of these, changed to another beginning. */
function redirect(exchange, from) {
  const visit = (node) => {
    for (const [key, value] of Object.entries(node)) {
      if (typeof value === 'string') {
        for (const [beginning, other] of from) {
          if (value.startsWith(beginning)) {
            node[key] = other + value.slice(beginning.length);
          }
        }
      } else if (value && typeof value === 'object') {
        visit(value);
      }
    }
  };
  visit(exchange.urls.api);
}

async function market(who, exchange, symbol) {
  const markets = await call(who, 'instruments', () => exchange.loadMarkets());
  if (!markets) return false;
  const one = exchange.market(symbol);
  assert.ok(one.precision.price > 0 && one.precision.amount > 0, 'tick and lot');
  const book = await call(who, 'book', () => exchange.fetchOrderBook(symbol, 20));
  if (book) {
    // A generated book may be thinner than what was asked for.
    assert.ok(book.bids.length > 5 && book.bids.length <= 20 && book.asks.length > 5);
    assert.ok(book.bids[0][0] < book.asks[0][0]);
    assert.ok(book.bids[0][0] > book.bids.at(-1)[0]);
  }
  // Kraken's futures and Luno have no question for the time.
  if (exchange.has.fetchTime) {
    await call(who, 'time', async () => {
      const time = await exchange.fetchTime();
      assert.ok(Math.abs(time - Date.now()) < 5_000);
    });
  }
  return book;
}

const spot = (exchange) => exchange.options.defaultType === 'spot';

/** @param {object} atMarket what a market order needs so that its amount counts in the base */
async function orders(who, exchange, symbol, book, amount, atMarket = {}) {
  const balance = await call(who, 'balances', () => exchange.fetchBalance());
  assert.ok(balance, `${who}: no balances`);
  const price = exchange.priceToPrecision(symbol, book.bids[0][0] * 0.98);
  const id = `J${Date.now()}${who.replace(/\W/g, '')}`.slice(0, 18);
  const resting = await call(who, 'place', () =>
    exchange.createOrder(symbol, 'limit', 'buy', amount, Number(price), {clientOrderId: id}));
  if (!resting) return;
  // Kraken's answer does not repeat the client's id.
  if (resting.clientOrderId) assert.equal(resting.clientOrderId, id);
  const open = await call(who, 'open orders', () => exchange.fetchOpenOrders(symbol));
  assert.ok(open?.some((order) => order.clientOrderId === id), `${who}: it is not among the open ones`);
  // For Kraken the library asks for one order by its own id only; the list of open ones takes the client's.
  const found = await call(who, 'lookup by client id', async () => exchange.id === 'kraken'
    ? (await exchange.fetchOpenOrders(symbol, undefined, undefined, {clientOrderId: id}))[0]
    : exchange.fetchOrder(undefined, symbol, {clientOrderId: id, origClientOrderId: id}));
  assert.equal(found?.status, 'open');
  assert.equal(found.remaining, Number(exchange.amountToPrecision(symbol, amount)));
  await call(who, 'cancel', () => exchange.cancelOrder(resting.id, symbol));
  const canceled = await call(who, 'lookup of a closed one', () => exchange.fetchOrder(resting.id, symbol));
  assert.equal(canceled?.status, 'canceled');
  const taken = await call(who, 'place at market', () => 
    exchange.createOrder(symbol, 'market', 'buy', amount, undefined, spot(exchange) ? atMarket : {}));
  const fills = await call(who, 'fills', () => exchange.fetchMyTrades(symbol));
  const own = fills?.filter((fill) => fill.order === taken?.id) ?? [];
  const filled = own.reduce((sum, fill) => sum + fill.amount, 0);
  assert.ok(Math.abs(filled - amount) < 1e-9, `${who}: filled ${filled} of ${amount}`);
  assert.ok(own.every((fill) => fill.fee && fill.fee.currency), `${who}: fills have fees`);
  if (exchange.has.fetchPositions && !spot(exchange)) {
    const positions = await call(who, 'positions', () => exchange.fetchPositions([symbol]));
    assert.ok(positions?.some((position) => position.symbol === symbol && position.contracts > 0), `${who}: a position`);
  }
  await call(who, 'a refusal is one', async () => {
    await assert.rejects(
      exchange.createOrder(symbol, 'limit', 'buy', amount * 1e6, Number(price)),
      (refusal) => refusal instanceof ccxt.ExchangeError && !(refusal instanceof ccxt.NetworkError));
  });
}

const okx = {
  // Its address has the host in braces; asking for currencies is about withdrawals, which are not simulated.
  markets: [['okx spot', 'BTC/USDT', 'spot', 0.01], ['okx linear swap', 'BTC/USDT:USDT', 'swap', 0.5],
    ['okx inverse swap', 'BTC/USD:BTC', 'swap', 2]],
};
for (const [who, symbol, type, amount] of okx.markets) {
  const exchange = new ccxt.okx({...credentials, password: process.env.EXCHANGE_PASSPHRASE,
    options: {defaultType: type, fetchMarkets: {types: ['spot', 'swap']}, createMarketBuyOrderRequiresPrice: false}});
  redirect(exchange, [['https://{hostname}', `http://127.0.0.1:${ports.okx}`]]);
  await call(who, 'everything that had to follow', async () => {
    const book = await market(who, exchange, symbol);
    if (book) await orders(who, exchange, symbol, book, amount, {tgtCcy: 'base_ccy'});
  });
}

// Labels are the venue's client ids; the library asks by the venue's own id and leaves labels in what it calls info.
for (const [who, symbol, amount] of [['deribit inverse swap', 'BTC/USD:BTC', 100],
  ['deribit linear swap', 'BTC/USDC:USDC', 0.01]]) {
  const exchange = new ccxt.deribit({...credentials});
  redirect(exchange, [['https://www.deribit.com', `http://127.0.0.1:${ports.deribit}`]]);
  await call(who, 'everything that had to follow', async () => {
    const book = await market(who, exchange, symbol);
    if (!book) return;
    await deribit(who, exchange, symbol, book, amount);
    const chain = Object.values(exchange.markets).filter((one) => one.option);
    // Two expiries, five strikes, calls and puts, on each of two coins.
    for (const coin of ['BTC', 'ETH']) assert.equal(chain.filter((one) => one.base === coin).length, 20);
    const greeks = await call(who, 'greeks', () => exchange.fetchGreeks(chain[0].symbol));
    assert.ok(greeks.delta > 0 && greeks.delta < 1 && greeks.markImpliedVolatility > 0, `${who}: greeks`);
  });
}

async function deribit(who, exchange, symbol, book, amount) {
  const balance = await call(who, 'balances', () => exchange.fetchBalance({code: 'BTC'}));
  assert.ok(balance?.BTC?.total > 0, `${who}: a balance`);
  const price = Number(exchange.priceToPrecision(symbol, book.bids[0][0] * 0.98));
  const label = `J${Date.now()}`;
  const resting = await call(who, 'place', () =>
    exchange.createOrder(symbol, 'limit', 'buy', amount, price, {label}));
  assert.equal(resting?.info.label, label);
  const open = await call(who, 'open orders', () => exchange.fetchOpenOrders(symbol));
  assert.ok(open?.some((order) => order.info.label === label), `${who}: it is not among the open ones`);
  const changed = await call(who, 'amend', () =>
    exchange.editOrder(resting.id, symbol, 'limit', 'buy', amount * 2, price));
  assert.equal(changed?.amount, amount * 2);
  await call(who, 'cancel', () => exchange.cancelOrder(resting.id, symbol));
  const canceled = await call(who, 'lookup of a closed one', () => exchange.fetchOrder(resting.id, symbol));
  assert.equal(canceled?.status, 'canceled');
  const taken = await call(who, 'place at market', () => exchange.createOrder(symbol, 'market', 'buy', amount));
  assert.equal(taken?.status, 'closed');
  const fills = await call(who, 'fills', () => exchange.fetchMyTrades(symbol, undefined, 100));
  const own = fills?.filter((fill) => fill.order === taken.id) ?? [];
  assert.ok(Math.abs(own.reduce((sum, fill) => sum + fill.amount, 0) - amount) < 1e-9, `${who}: filled`);
  assert.ok(own.every((fill) => fill.fee && fill.fee.currency), `${who}: fills have fees`);
  const position = await call(who, 'position', () => exchange.fetchPosition(symbol));
  assert.ok(position?.side === 'long', `${who}: a position`);
  await call(who, 'a refusal is one', async () => {
    await assert.rejects(exchange.createOrder(symbol, 'limit', 'buy', amount * 1e6, price), ccxt.InsufficientFunds);
  });
}

const kraken = new ccxt.kraken({...credentials, secret: process.env.EXCHANGE_KRAKEN_SECRET,
  options: {defaultType: 'spot'}});
redirect(kraken, [['https://api.kraken.com', `http://127.0.0.1:${ports.kraken}`]]);
await call('kraken spot', 'everything that had to follow', async () => {
  const book = await market('kraken spot', kraken, 'BTC/USD');
  if (book) await orders('kraken spot', kraken, 'BTC/USD', book, 0.01);
});

// The library has no look-up by the client's id here.
for (const [who, symbol, amount] of [['kraken futures linear', 'BTC/USD:USD', 0.01],
  ['kraken futures inverse', 'BTC/USD:BTC', 100]]) {
  const exchange = new ccxt.krakenfutures({...credentials, secret: process.env.EXCHANGE_KRAKEN_SECRET});
  redirect(exchange, [['https://futures.kraken.com', `http://127.0.0.1:${ports['kraken-futures']}`]]);
  await call(who, 'everything that had to follow', async () => {
    const book = await market(who, exchange, symbol);
    if (book) await krakenFutures(who, exchange, symbol, book, amount);
  });
}

async function krakenFutures(who, exchange, symbol, book, amount) {
  const balance = await call(who, 'balances', () => exchange.fetchBalance());
  // Less what the market before has cost.
  assert.ok(balance?.USD?.total > 1_990_000 && balance.USD.total <= 2_000_000, `${who}: a balance`);
  const price = Number(exchange.priceToPrecision(symbol, book.bids[0][0] * 0.98));
  const id = `J${Date.now()}`;
  const resting = await call(who, 'place', () =>
    exchange.createOrder(symbol, 'limit', 'buy', amount, price, {clientOrderId: id}));
  assert.equal(resting?.clientOrderId, id);
  assert.equal(resting.status, 'open');
  const open = await call(who, 'open orders', () => exchange.fetchOpenOrders(symbol));
  assert.ok(open?.some((order) => order.clientOrderId === id), `${who}: it is not among the open ones`);
  const found = await call(who, 'lookup', () => exchange.fetchOrder(resting.id, symbol));
  assert.equal(found?.clientOrderId, id);
  assert.equal(found.remaining, amount);
  const changed = await call(who, 'amend', () =>
    exchange.editOrder(resting.id, symbol, 'limit', 'buy', amount * 2, price));
  assert.equal(changed?.amount, amount * 2);
  const canceledNow = await call(who, 'cancel', () => exchange.cancelOrder(resting.id, symbol));
  assert.equal(canceledNow?.status, 'canceled');
  const canceled = await call(who, 'lookup of a closed one', () => exchange.fetchOrder(resting.id, symbol));
  assert.equal(canceled?.status, 'canceled');
  const ended = await call(who, 'history of orders', () => exchange.fetchCanceledOrders(symbol));
  assert.ok(ended?.some((order) => order.id === resting.id), `${who}: it is not in the history`);
  const taken = await call(who, 'place at market', () => exchange.createOrder(symbol, 'market', 'buy', amount));
  const fills = await call(who, 'fills', () => exchange.fetchMyTrades(symbol));
  const own = fills?.filter((fill) => fill.order === taken?.id) ?? [];
  // The library leaves out the amount where a contract is inverse.
  assert.ok(Math.abs(own.reduce((sum, fill) => sum + Number(fill.info.size), 0) - amount) < 1e-9, `${who}: filled`);
  const positions = await call(who, 'positions', () => exchange.fetchPositions([symbol]));
  assert.ok(positions?.some((position) => position.side === 'long' && position.contracts === amount), `${who}: a position`);
  await call(who, 'a refusal is one', async () => {
    await assert.rejects(exchange.createOrder(symbol, 'limit', 'buy', amount * 1e7, price),
      (refusal) => refusal instanceof ccxt.ExchangeError && !(refusal instanceof ccxt.NetworkError));
  });
}

// The library neither sends nor reads client ids, and spends the amount of a market order that buys. Asking for
// currencies is about withdrawals, which are not simulated.
const luno = new ccxt.luno({...credentials, has: {fetchCurrencies: false}});
redirect(luno, [['https://api.luno.com', `http://127.0.0.1:${ports.luno}`]]);
await call('luno', 'everything that had to follow', async () => {
  const book = await market('luno', luno, 'BTC/USDT');
  if (book) await lunoOrders('luno', luno, 'BTC/USDT', book, 0.01);
});

async function lunoOrders(who, exchange, symbol, book, amount) {
  const balance = await call(who, 'balances', () => exchange.fetchBalance());
  assert.equal(balance?.BTC?.total, 10);
  const price = Number(exchange.priceToPrecision(symbol, book.bids[0][0] * 0.98));
  const resting = await call(who, 'place', () => exchange.createOrder(symbol, 'limit', 'buy', amount, price,
    {client_order_id: `J${Date.now()}`}));
  const open = await call(who, 'open orders', () => exchange.fetchOpenOrders(symbol));
  assert.ok(open?.some((order) => order.id === resting?.id), `${who}: it is not among the open ones`);
  const found = await call(who, 'lookup', () => exchange.fetchOrder(resting.id, symbol));
  assert.equal(found?.status, 'open');
  assert.equal(found.remaining, amount);
  await call(who, 'cancel', () => exchange.cancelOrder(resting.id, symbol));
  const canceled = await call(who, 'lookup of a closed one', () => exchange.fetchOrder(resting.id, symbol));
  // The library knows the venue's word for open only.
  assert.equal(canceled?.status, 'COMPLETE');
  const taken = await call(who, 'place at market', () => exchange.createOrder(symbol, 'market', 'sell', amount));
  const fills = await call(who, 'fills', () => exchange.fetchMyTrades(symbol));
  const own = fills?.filter((fill) => fill.order === taken?.id) ?? [];
  assert.ok(Math.abs(own.reduce((sum, fill) => sum + fill.amount, 0) - amount) < 1e-9, `${who}: filled`);
  assert.ok(own.every((fill) => fill.side === 'sell' && fill.takerOrMaker === 'taker'), `${who}: as it was`);
  await call(who, 'a refusal is one', async () => {
    await assert.rejects(exchange.createOrder(symbol, 'limit', 'buy', amount * 1e6, price),
      (refusal) => refusal instanceof ccxt.ExchangeError && !(refusal instanceof ccxt.NetworkError));
  });
}

const binances = [
  ['binance spot', ccxt.binance, 'BTC/USDT', 'spot', 0.01,
    [['https://api.binance.com', `http://127.0.0.1:${ports.spot}`]]],
  ['binance usd-m', ccxt.binanceusdm, 'BTC/USDT:USDT', 'future', 0.01,
    [['https://fapi.binance.com', `http://127.0.0.1:${ports.usdm}`]]],
  ['binance coin-m', ccxt.binancecoinm, 'BTC/USD:BTC', 'delivery', 2,
    [['https://dapi.binance.com', `http://127.0.0.1:${ports.coinm}`]]],
];
for (const [who, Library, symbol, type, amount, addresses] of binances) {
  const exchange = new Library({
    ...credentials,
    options: {defaultType: type, fetchMarkets: {types: [{spot: 'spot', future: 'linear', delivery: 'inverse'}[type]]},
      fetchCurrencies: false, fetchMargins: false},
  });
  redirect(exchange, addresses);
  await call(who, 'everything that had to follow', async () => {
    const book = await market(who, exchange, symbol);
    if (book) await orders(who, exchange, symbol, book, amount);
  });
}
console.log(seen.join('\n'));
