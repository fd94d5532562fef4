/* The times of NeuroQuantumDB log records: `YYYY-MM-DDTHH:MM:SS[.fraction]Z`, signed years outside 0..9999.
 *
 * Read as the database reads them: also with a space for the T, small letters, and offsets such as +01:00. */
#include "kernels.h"

enum { SECOND_NANOS = 1000000000, MIN_YEAR = -262143, MAX_YEAR = 262142 };

typedef struct {
    const uint8_t *at, *end;
} Text;

static int is_digit(uint8_t c) { return c >= '0' && c <= '9'; }

/* Takes exactly `count` digits. */
static inline int take_number(Text *text, int count, int *number) {
    if (text->end - text->at < count)
        return 0;
    int value = 0;
    for (int i = 0; i < count; i++) {
        uint8_t c = text->at[i];
        if (!is_digit(c))
            return 0;
        value = value * 10 + (c - '0');
    }
    text->at += count;
    *number = value;
    return 1;
}

/* Takes either of two characters; returns it, or 0. */
static inline uint8_t take_either(Text *text, uint8_t one, uint8_t other) {
    uint8_t c = text->at < text->end ? *text->at : 0;
    if (c != one && c != other)
        return 0;
    text->at++;
    return c;
}

static inline int take_one(Text *text, uint8_t one) { return take_either(text, one, one) != 0; }

/* Four digits, or a sign and four to six. */
static int take_year(Text *text, int *year) {
    uint8_t sign = take_either(text, '+', '-');
    int digits = 4;
    while (sign && digits < 6 && text->end - text->at > digits && is_digit(text->at[digits]))
        digits++;
    if (!take_number(text, digits, year))
        return 0;
    if (sign == '-')
        *year = -*year;
    return *year >= MIN_YEAR && *year <= MAX_YEAR;
}

/* At least one digit; those after the ninth say nothing. */
static int take_fraction(Text *text, uint32_t *nanos) {
    int count = 0;
    uint32_t value = 0;
    for (; text->at < text->end; text->at++, count++) {
        uint8_t c = *text->at;
        if (!is_digit(c))
            break;
        if (count < 9)
            value = value * 10 + (uint32_t)(c - '0');
    }
    if (count == 0)
        return 0;
    for (; count < 9; count++)
        value *= 10;
    *nanos = value;
    return 1;
}

/* Z, or a signed HH:MM. */
static int take_zone(Text *text, int *offset_seconds) {
    *offset_seconds = 0;
    if (take_either(text, 'Z', 'z'))
        return 1;
    int hours, minutes;
    uint8_t sign = take_either(text, '+', '-');
    if (!sign || !take_number(text, 2, &hours) || !take_one(text, ':') || !take_number(text, 2, &minutes))
        return 0;
    if (hours > 23 || minutes > 59)
        return 0;
    *offset_seconds = (hours * 3600 + minutes * 60) * (sign == '-' ? -1 : 1);
    return 1;
}

static int days_in_month(int year, int month) {
    static const uint8_t days[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[month - 1] + (month == 2 && leap);
}

/* Days since 1970-01-01 in the proleptic Gregorian calendar, counting years from March so that the leap day is
 * the last of its year. */
static int64_t days_from_date(int year, int month, int day) {
    int64_t y = (int64_t)year - (month <= 2);
    int64_t cycle = (y >= 0 ? y : y - 399) / 400;
    int64_t year_in_cycle = y - cycle * 400;
    int64_t day_in_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return cycle * 146097 + year_in_cycle * 365 + year_in_cycle / 4 - year_in_cycle / 100 + day_in_year - 719468;
}

static void date_from_days(int64_t days, int64_t *year, int *month, int *day) {
    int64_t z = days + 719468;
    int64_t cycle = (z >= 0 ? z : z - 146096) / 146097;
    int64_t day_in_cycle = z - cycle * 146097;
    int64_t year_in_cycle =
        (day_in_cycle - day_in_cycle / 1460 + day_in_cycle / 36524 - day_in_cycle / 146096) / 365;
    int64_t day_in_year = day_in_cycle - (365 * year_in_cycle + year_in_cycle / 4 - year_in_cycle / 100);
    int64_t month_from_march = (5 * day_in_year + 2) / 153;
    *day = (int)(day_in_year - (153 * month_from_march + 2) / 5 + 1);
    *month = (int)(month_from_march < 10 ? month_from_march + 3 : month_from_march - 9);
    *year = year_in_cycle + cycle * 400 + (*month <= 2);
}

/* Whether the text is a time; if so, which. */
int pw_parse_time(const uint8_t *start, size_t size, PwTime *time) {
    Text text = {start, start + size};
    int year, month, day, hour, minute, second, offset;
    uint32_t nanos = 0;
    if (!take_year(&text, &year) || !take_one(&text, '-') || !take_number(&text, 2, &month) ||
        !take_one(&text, '-') || !take_number(&text, 2, &day) ||
        !(take_either(&text, 'T', 't') || take_one(&text, ' ')) || !take_number(&text, 2, &hour) ||
        !take_one(&text, ':') || !take_number(&text, 2, &minute) || !take_one(&text, ':') ||
        !take_number(&text, 2, &second))
        return 0;
    if (take_one(&text, '.') && !take_fraction(&text, &nanos))
        return 0;
    if (!take_zone(&text, &offset) || text.at != text.end)
        return 0;
    if (month < 1 || month > 12 || day < 1 || day > days_in_month(year, month) || hour > 23 || minute > 59 ||
        second > 60)
        return 0;
    int leap = second == 60;
    time->seconds = days_from_date(year, month, day) * 86400 + hour * 3600 + minute * 60 + second - leap - offset;
    time->nanos = nanos + (leap ? SECOND_NANOS : 0);
    return 1;
}

static uint8_t *put_number(uint8_t *at, uint32_t number, int digits) {
    for (int i = digits - 1; i >= 0; i--, number /= 10)
        at[i] = (uint8_t)('0' + number % 10);
    return at + digits;
}

/* The text that the database writes for a time that was read here; returns its length. */
size_t pw_format_time(PwTime time, uint8_t text[PW_TIME_TEXT_BYTES]) {
    int64_t days = (time.seconds >= 0 ? time.seconds : time.seconds - 86399) / 86400;
    uint32_t rest = (uint32_t)(time.seconds - days * 86400);
    uint32_t leap = time.nanos >= SECOND_NANOS, fraction = time.nanos - leap * SECOND_NANOS;
    int64_t year;
    int month, day;
    date_from_days(days, &year, &month, &day);
    uint32_t years = (uint32_t)(year < 0 ? -year : year);
    uint8_t *at = text;
    if (year < 0 || year > 9999)
        *at++ = year < 0 ? '-' : '+';
    at = put_number(at, years, years > 99999 ? 6 : years > 9999 ? 5 : 4);
    *at++ = '-';
    at = put_number(at, (uint32_t)month, 2);
    *at++ = '-';
    at = put_number(at, (uint32_t)day, 2);
    *at++ = 'T';
    at = put_number(at, rest / 3600, 2);
    *at++ = ':';
    at = put_number(at, rest / 60 % 60, 2);
    *at++ = ':';
    at = put_number(at, rest % 60 + leap, 2);
    if (fraction) {
        int digits = 9;
        for (; fraction % 1000 == 0; digits -= 3)
            fraction /= 1000;
        *at++ = '.';
        at = put_number(at, fraction, digits);
    }
    *at++ = 'Z';
    return (size_t)(at - text);
}
