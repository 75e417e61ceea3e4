// Package formula is the language in which administrators define computed
// attributes, and the language of the filters of every list. One parser, one
// checker and one evaluator serve both, so they cannot differ.
//
// A formula is typed as in Excel, in English, IF(a > 0, b, 1.5), or in French,
// SI(a > 0; b; 1,5). It is kept as a tree of attribute ids: it prints in both
// languages, and renaming an attribute changes nothing that is stored. The names
// of functions and the words of filters are understood in both languages wherever
// they are typed; the separator and the decimal mark are those of the language.
//
// # Values
//
// Every value is exact: numbers, amounts and percentages count 1/10,000, and each
// operation rounds its own result to four places, half away from zero. A percentage
// is in points (12.5 % is 12.5). Results beyond ±9 million million are the error
// Overflow; nothing ever wraps.
//
//	number ± × ÷ number = number      amount ± amount = amount
//	amount × ÷ number = amount        amount ÷ amount = number
//	amount × ÷ percentage = amount    number × ÷ percentage = number
//	percentage ± × percentage = percentage, percentage ÷ percentage = number
//	1 ± 10% = 110%, 90%               percentage ÷ number = percentage
//	date − date = days, date ± number = date, month − month = months
//	number ^ whole number, percentage ^ whole number
//
// In arithmetic a number is a factor: 1 − progress is 60 % when progress is 40 %.
// A bare number that stands where a percentage is expected (compared with it, or
// beside it in IF, MAX, COALESCE…) is in points, as it is typed in a cell:
// progress > 50 reads, and prints, progress > 50%. A bare number beside an amount
// is an amount in the row's currency. A text such as "2026-11-22" beside a date is
// that date, and a text beside a choice is the choice of that key or label.
// Minus binds before ^, as in Excel: -2^2 is 4; and 2^3^2 is 64.
//
// # Dates that move
//
// A length of time beside a date moves it: today + 30d, end - 3 months. A date may
// be an edge of a period, start of month, end of next quarter, and a filter asks
// whether one lies in a period: end in this year, updated not in last 12 months.
//
// # Empty
//
// Unknown is never zero.
//   - Arithmetic, and every function not named below, with an empty argument is empty.
//   - SUM, AVERAGE, MIN, MAX and the functions over children skip the empty ones;
//     they are empty when nothing is left (also SUM). COUNT is then 0.
//   - = and <> take empty as a value like any other: two empties are equal, empty
//     and 5 are not; so <> is always the opposite of =.
//   - <, <=, >, >=, ~ and in are false when a side is empty; !~ and not in are their
//     opposites, and so true.
//   - A comparison is never empty. An empty yes/no counts as no in IF, AND, OR, NOT.
//   - "" is the empty value of every type, and an empty text is empty.
//   - & and CONCAT leave empty parts out; LEN of empty is 0.
//
// # Errors
//
// Division by zero, overflow, mixed currencies and the like make the value an error:
// empty (so that nobody adds it up) with a Code that reads as a sentence. Errors pass
// through every operation, comparisons too; a row whose filter is an error is not
// shown. AND is false as soon as one side is false, and OR true as soon as one side is
// true, whatever the other is. IFERROR replaces an error.
//
// # Bounds
//
// Source length, depth, number of nodes, exponent and length of texts are bounded;
// there are no loops and no recursion: a formula costs at most its nodes times the
// children of the row.
package formula
