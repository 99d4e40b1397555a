// A server by grpc-js: what it does is in PeerService.cs, which does the same by ours.
// usage: node server.js KEY.pem CERT.pem; prints the ports (plain, TLS) and serves until its input ends.
'use strict';

const fs = require('fs');
const grpc = require('@grpc/grpc-js');

const FAILURE = '50% of «über»\n';
const DETAILS = Buffer.from([8, 9, 18, 3, 97, 98, 99, 0, 255]);
const same = bytes => bytes;
const cancellations = new Map();

const method = (name, requestStream, responseStream) => ({
  path: `/peers.Peer/${name}`, requestStream, responseStream,
  requestSerialize: same, requestDeserialize: same, responseSerialize: same, responseDeserialize: same,
});

const service = {
  Say: method('Say', false, false),
  Collect: method('Collect', true, false),
  List: method('List', false, true),
  Talk: method('Talk', true, true),
  Cancellations: method('Cancellations', false, false),
};

function failure() {
  const metadata = new grpc.Metadata();
  metadata.set('grpc-status-details-bin', DETAILS);
  metadata.set('reason', 'because');
  return { code: grpc.status.FAILED_PRECONDITION, details: FAILURE, metadata };
}

/** Echoes metadata; gives back the trailers. */
function prepare(call) {
  const [initial] = call.metadata.get('echo-initial');
  if (initial) {
    const metadata = new grpc.Metadata();
    metadata.set('echo-initial', initial);
    call.sendMetadata(metadata);
  }

  const trailers = new grpc.Metadata();
  call.metadata.get('echo-trailing-bin').forEach(value => trailers.add('echo-trailing-bin', value));
  return trailers;
}

const asks = (call, what) => call.metadata.get(what).length > 0;
const counted = scenario => cancellations.get(scenario) ?? 0;

function countWhenCancelled(call) {
  const scenario = String(call.metadata.get('wait')[0]);
  call.on('cancelled', () => cancellations.set(scenario, counted(scenario) + 1));
}

const implementation = {
  Say(call, callback) {
    const trailers = prepare(call);
    if (asks(call, 'fail')) callback(failure());
    else if (asks(call, 'wait')) countWhenCancelled(call);
    else callback(null, call.request, trailers);
  },

  Collect(call, callback) {
    let count = 0;
    let total = 0;
    call.on('data', request => { count++; total += request.length; });
    call.on('end', () => callback(null, Buffer.from(`${count}:${total}`)));
  },

  List(call) {
    prepare(call);
    const [count, size] = call.request.toString().split(',').map(Number);
    for (let number = 0; number < count; number++) call.write(Buffer.from(String(number).padEnd(size, '.')));
    if (asks(call, 'fail')) call.emit('error', failure());
    else if (asks(call, 'wait')) countWhenCancelled(call);
    else call.end();
  },

  Talk(call) {
    call.on('data', request => call.write(request));
    call.on('end', () => call.end());
  },

  Cancellations(call, callback) {
    callback(null, Buffer.from(String(counted(call.request.toString()))));
  },
};

const server = new grpc.Server({ 'grpc.max_receive_message_length': -1, 'grpc.max_send_message_length': -1 });
server.addService(service, implementation);
const pair = { private_key: fs.readFileSync(process.argv[2]), cert_chain: fs.readFileSync(process.argv[3]) };
const bind = credentials => new Promise((resolve, reject) =>
  server.bindAsync('127.0.0.1:0', credentials, (error, port) => error ? reject(error) : resolve(port)));

(async () => {
  const plain = await bind(grpc.ServerCredentials.createInsecure());
  const secure = await bind(grpc.ServerCredentials.createSsl(null, [pair]));
  console.log(plain, secure);
  process.stdin.on('end', () => process.exit(0)).resume();
})();
