/* A UDP socket, or a TCP connection, with the queries under way on it. */
#define _GNU_SOURCE
#include "load.h"
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

enum { BATCH = 64, PACKET = 4096, BUFFER = 4 << 20, STREAM = 1 << 20 };

static unsigned char packets[BATCH][PACKET];
static struct iovec parts[BATCH];
static struct mmsghdr messages[BATCH];

static void must(int result, const char *what) {
    if (result < 0) {
        perror(what);
        exit(1);
    }
}

void line_open(struct line *line) {
    struct sockaddr_in server = {.sin_family = AF_INET, .sin_port = htons(options.port)};
    int one = 1, size = BUFFER;
    inet_pton(AF_INET, options.address, &server.sin_addr);
    must(line->fd = socket(AF_INET, options.tcp ? SOCK_STREAM : SOCK_DGRAM, 0), "socket");
    if (!options.tcp) must(setsockopt(line->fd, SOL_SOCKET, SO_RCVBUF, &size, sizeof size), "SO_RCVBUF");
    must(connect(line->fd, (struct sockaddr *)&server, sizeof server), "connect");
    if (options.tcp) must(setsockopt(line->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one), "TCP_NODELAY");
    must(fcntl(line->fd, F_SETFL, O_NONBLOCK), "O_NONBLOCK");
    line->due = calloc(IDS, sizeof *line->due);
    if (options.tcp) {
        line->in = malloc(STREAM);
        line->out = malloc(STREAM);
    }
}

static uint16_t take_id(struct line *line, uint64_t due) {
    line->due[line->next] = due;
    line->under_way++;
    tally.sent++;
    return line->next++;
}

static int room(struct line *line) { return (uint16_t)(line->next - line->oldest) < IDS - BATCH - 1; }

static int write_query(unsigned char *to, uint16_t id, const unsigned char *query, size_t length) {
    memcpy(to, query, length);
    to[0] = id >> 8;
    to[1] = id;
    return length;
}

static int send_udp(struct line *line, uint64_t count, uint64_t due, double period) {
    int sent = 0;
    while (count > 0 && room(line)) {
        int batch = count < BATCH ? count : BATCH;
        uint16_t first = line->next;
        for (int i = 0; i < batch; i++) {
            size_t length;
            const unsigned char *query = question_next(&length);
            uint16_t id = take_id(line, due + (uint64_t)((sent + i) * period));
            parts[i] = (struct iovec){packets[i], write_query(packets[i], id, query, length)};
            messages[i].msg_hdr = (struct msghdr){.msg_iov = &parts[i], .msg_iovlen = 1};
        }
        int given = sendmmsg(line->fd, messages, batch, 0);
        if (given < 0) given = 0;
        for (int i = given; i < batch; i++) { /* not taken by the kernel: as if never made */
            line->due[(uint16_t)(first + i)] = 0;
            line->under_way--;
            tally.sent--;
        }
        line->next = first + given;
        sent += given;
        count -= given;
        if (given < batch) break;
    }
    return sent;
}

static void flush(struct line *line) {
    if (!line->out_length) return;
    ssize_t given = send(line->fd, line->out, line->out_length, MSG_NOSIGNAL);
    if (given < 0) {
        if (errno == EAGAIN) return;
        perror("send");
        exit(1);
    }
    line->out_length -= given;
    memmove(line->out, line->out + given, line->out_length);
}

static int send_tcp(struct line *line, uint64_t count, uint64_t due, double period) {
    int sent = 0;
    while (count-- > 0 && room(line) && line->out_length + 2 + MAX_QUERY <= STREAM) {
        size_t length;
        const unsigned char *query = question_next(&length);
        unsigned char *to = line->out + line->out_length;
        to[0] = length >> 8;
        to[1] = length;
        write_query(to + 2, take_id(line, due + (uint64_t)(sent * period)), query, length);
        line->out_length += 2 + length;
        sent++;
    }
    flush(line);
    return sent;
}

int line_send(struct line *line, uint64_t count, uint64_t due, double period) {
    return options.tcp ? send_tcp(line, count, due, period) : send_udp(line, count, due, period);
}

static void take(struct line *line, const unsigned char *answer, size_t length, uint64_t t) {
    if (length < 12 || !(answer[2] & 0x80)) return;
    uint16_t id = answer[0] << 8 | answer[1];
    if (!line->due[id]) {
        tally.late++;
        return;
    }
    tally_add(t > line->due[id] ? t - line->due[id] : 0);
    tally.rcodes[answer[3] & 15]++;
    tally.truncated += (answer[2] & 2) != 0;
    tally.octets += length;
    line->due[id] = 0;
    line->under_way--;
    while (line->oldest != line->next && !line->due[line->oldest]) line->oldest++;
}

static int receive_udp(struct line *line) {
    for (int i = 0; i < BATCH; i++) {
        parts[i] = (struct iovec){packets[i], PACKET};
        messages[i].msg_hdr = (struct msghdr){.msg_iov = &parts[i], .msg_iovlen = 1};
    }
    int taken = recvmmsg(line->fd, messages, BATCH, MSG_DONTWAIT, NULL);
    if (taken <= 0) return 0;
    uint64_t t = now();
    for (int i = 0; i < taken; i++) take(line, packets[i], messages[i].msg_len, t);
    return taken;
}

static int receive_tcp(struct line *line) {
    flush(line);
    ssize_t more = recv(line->fd, line->in + line->in_length, STREAM - line->in_length, MSG_DONTWAIT);
    if (more == 0 || (more < 0 && errno != EAGAIN)) {
        fprintf(stderr, "load: the server closed a connection\n");
        exit(1);
    }
    if (more < 0) return 0;
    line->in_length += more;
    uint64_t t = now();
    size_t at = 0;
    int taken = 0;
    while (line->in_length - at >= 2) {
        size_t length = line->in[at] << 8 | line->in[at + 1];
        if (line->in_length - at < 2 + length) break;
        take(line, line->in + at + 2, length, t);
        at += 2 + length;
        taken++;
    }
    line->in_length -= at;
    memmove(line->in, line->in + at, line->in_length);
    return taken ? taken : 1;
}

int line_receive(struct line *line) { return options.tcp ? receive_tcp(line) : receive_udp(line); }

void line_forget(struct line *line, uint64_t t) {
    uint64_t patience = options.patience * 1000000ull;
    while (line->oldest != line->next) {
        uint64_t due = line->due[line->oldest];
        if (due && (t < due || t - due < patience)) return;
        if (due) {
            line->due[line->oldest] = 0;
            line->under_way--;
            tally.lost++;
        }
        line->oldest++;
    }
}
