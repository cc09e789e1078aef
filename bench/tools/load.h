/* The parts of load: questions, lines (a UDP socket or a TCP connection each), and the tally of what came back. */
#ifndef LOAD_H
#define LOAD_H
#include <stddef.h>
#include <stdint.h>

enum { MAX_LINES = 256, IDS = 65536, MAX_QUERY = 300 };

struct options {
    const char *address, *questions;
    int port, sockets, window, edns, patience, tcp, spin;
    double seconds, rate;
    uint64_t count;
};

struct tally {
    uint64_t sent, answered, lost, late, truncated, octets, rcodes[16];
};

/* A socket and its queries under way: their ids follow each other, so the oldest is always next to be given up. */
struct line {
    int fd;
    uint16_t next, oldest;
    uint64_t under_way;
    uint64_t *due; /* by id: when the query should have been sent; 0: none under way */
    unsigned char *in, *out;
    size_t in_length, out_length;
};

extern struct options options;
extern struct tally tally;

uint64_t now(void);

/* questions.c: the next question as a query without an id, and its length. */
void questions_read(const char *file, int edns);
const unsigned char *question_next(size_t *length);

/* line.c: both send and receive return how many; line_send counts the first as due at a time, the others a period later each. */
void line_open(struct line *line);
int line_send(struct line *line, uint64_t count, uint64_t due, double period);
int line_receive(struct line *line);
void line_forget(struct line *line, uint64_t t);

/* tally.c */
void tally_add(uint64_t nanos);
void tally_print(double seconds);
#endif
