// A client by grpc-js: makes every call that the tests look at and prints what came back, as one JSON object.
// usage: node client.js PLAIN_ADDRESS TLS_ADDRESS CERT.pem
'use strict';

const fs = require('fs');
const grpc = require('@grpc/grpc-js');

const [plain, secure, certificate] = process.argv.slice(2);
const OPTIONS = { 'grpc.max_receive_message_length': -1, 'grpc.max_send_message_length': -1, 'grpc.ssl_target_name_override': 'localhost' };
const GZIP = { ...OPTIONS, 'grpc.default_compression_algorithm': 2 };
const same = bytes => bytes;
const path = method => `/peers.Peer/${method}`;
const soon = () => ({ deadline: Date.now() + 20000 });

function metadataOf(entries) {
  const metadata = new grpc.Metadata();
  Object.entries(entries).forEach(([key, value]) => metadata.set(key, value));
  return metadata;
}

const readable = metadata => Object.fromEntries(Object.keys(metadata.getMap()).map(key =>
  [key, metadata.get(key).map(value => Buffer.isBuffer(value) ? value.toString('base64') : value).join()]));

/** Collects what a call brings until its status and all messages are there. */
async function outcome(call, replies) {
  let initial = {};
  call.on('metadata', metadata => { initial = readable(metadata); });
  call.on('error', () => {});
  const status = new Promise(resolve => call.on('status', resolve));
  if (call.read) {
    call.on('data', reply => replies.push(reply));
    await new Promise(resolve => call.on('end', resolve));
  }

  const { code, details, metadata } = await status;
  return { code, message: details, initial, trailing: readable(metadata), replies: replies.map(String) };
}

function unary(client, request, { method = 'Say', metadata = {}, options = soon() } = {}) {
  const replies = [];
  const call = client.makeUnaryRequest(path(method), same, same, request, metadataOf(metadata), options, (error, reply) => {
    if (!error) replies.push(reply);
  });
  return outcome(call, replies);
}

function collect(client) {
  const replies = [];
  const call = client.makeClientStreamRequest(path('Collect'), same, same, new grpc.Metadata(), soon(), (error, reply) => {
    if (!error) replies.push(reply);
  });
  for (let number = 0; number < 1000; number++) call.write(Buffer.alloc(100, 'x'));
  call.end();
  return outcome(call, replies);
}

const listing = (client, request = '1000,8', metadata = {}, options = soon()) =>
  outcome(client.makeServerStreamRequest(path('List'), same, same, Buffer.from(request), metadataOf(metadata), options), []);

/** On a busy machine a short deadline may pass before the service has begun; then a longer one is tried. */
async function expire(call, hasBegun) {
  let result;
  for (const timeout of [200, 1000, 4000, 16000]) {
    result = await call({ deadline: Date.now() + timeout });
    if (hasBegun(result)) break;
  }

  return result;
}

/** Initial metadata tells that the service has begun. */
const expireUnary = client => expire(
  options => unary(client, Buffer.alloc(0), { metadata: { 'wait': 'deadline', 'echo-initial': 'begun' }, options }),
  result => 'echo-initial' in result.initial);

const expireStream = client => expire(
  options => listing(client, '1,8', { wait: 'deadline-of-stream' }, options), result => result.replies.length > 0);

/** Says the next word only when the one before has come back. */
function talk(client) {
  const call = client.makeBidiStreamRequest(path('Talk'), same, same, new grpc.Metadata(), soon());
  let number = 0;
  const next = () => number < 10 ? call.write(Buffer.from(String(number++))) : call.end();
  call.on('data', next);
  next();
  return outcome(call, []);
}

function cancel(client) {
  const call = client.makeServerStreamRequest(path('List'), same, same, Buffer.from('1,8'), metadataOf({ wait: 'cancel' }), soon());
  call.once('data', () => call.cancel());
  return outcome(call, []);
}

async function large(client) {
  const request = Buffer.alloc(10 * 1024 * 1024, '0123456789abcdef');
  const result = await unary(client, request);
  return { ...result, replies: result.replies.map(reply => reply === request.toString() ? 'same' : 'different') };
}

async function gzip(client) {
  const result = await unary(client, Buffer.from('compressible '.repeat(5000)));
  return { ...result, replies: result.replies.map(reply => String(reply.length)) };
}

(async () => {
  const client = new grpc.Client(plain, grpc.credentials.createInsecure(), OPTIONS);
  const compressing = new grpc.Client(plain, grpc.credentials.createInsecure(), GZIP);
  const tls = new grpc.Client(secure, grpc.credentials.createSsl(fs.readFileSync(certificate)), OPTIONS);
  const echo = { 'echo-initial': 'early', 'echo-trailing-bin': Buffer.from([0, 1, 254, 255]) };
  const results = {
    'unary': await unary(client, Buffer.from('hello'), { metadata: echo }),
    'collect': await collect(client),
    'list': await listing(client),
    'talk': await talk(client),
    'fail': await unary(client, Buffer.from('hello'), { metadata: { fail: '1' } }),
    'fail-after-messages': await listing(client, '3,8', { fail: '1' }),
    'unknown-method': await unary(client, Buffer.alloc(0), { method: 'Sing' }),
    'deadline': await expireUnary(client),
    'deadline-of-stream': await expireStream(client),
    'cancel': await cancel(client),
    'gzip': await gzip(compressing),
    'large': await large(client),
    'large-gzip': await large(compressing),
    'tls': await unary(tls, Buffer.from('secret')),
  };
  [client, compressing, tls].forEach(one => one.close());
  console.log(JSON.stringify(results));
})();
