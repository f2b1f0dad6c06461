// SPDX-License-Identifier: Apache-2.0
// cmake/setup/libpython/no-sockets.c: the socket functions of wasi-libc, failing with ENOTSUP
//
// wasi-libc implements them by WASI's sock_accept, sock_recv, sock_send and sock_shutdown. Older
// hosts lack these, and an unknown import makes a module unloadable. In libpython's archive these
// definitions come before libc's, so that no such import is linked.

#include <errno.h>
#include <sys/socket.h>

static int unsupported(void) {
  errno = ENOTSUP;
  return -1;
}

int accept(int socket, struct sockaddr *restrict address, socklen_t *restrict size) {
  return unsupported();
}

int accept4(int socket, struct sockaddr *restrict address, socklen_t *restrict size, int flags) {
  return unsupported();
}

ssize_t recv(int socket, void *restrict buffer, size_t size, int flags) { return unsupported(); }

ssize_t send(int socket, const void *buffer, size_t size, int flags) { return unsupported(); }

int shutdown(int socket, int how) { return unsupported(); }
