// SPDX-License-Identifier: Apache-2.0
// tests/bench/plugins/assemblyscript/hello.ts: greets whoever the payload names
@external("env", "return_result")
declare function return_result(pointer: usize, size: i32, ident: i32): void;

export function allocate(size: i32): usize {
  return heap.alloc(size);
}

export function deallocate(pointer: usize, size: i32): void {
  heap.free(pointer);
}

function hello(name: string): string {
  return "Hello, " + name + "!";
}

export function run_e(pointer: usize, size: i32, ident: i32): void {
  const output = String.UTF8.encode(hello(String.UTF8.decodeUnsafe(pointer, size)));
  return_result(changetype<usize>(output), output.byteLength, ident);
}
