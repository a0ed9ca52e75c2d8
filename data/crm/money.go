package crm

import (
	"errors"
	"fmt"
	"math"
	"math/big"
	"math/bits"
	"strconv"
	"strings"

	"golang.org/x/text/currency"
)

// Amount is money in minor units (cents, yen, fils) of a currency that the
// record names. Never a float.
type Amount int64

// Price is money per unit in ten-thousandths of the currency's major unit,
// so that 0.001 for a gram is exact in every currency.
type Price int64

// PriceScale is how many Price steps make one major unit.
const PriceScale = 10000

// Quantity is a decimal number in ten-thousandths: 1.5 is 15000.
type Quantity int64

// QuantityScale is how many Quantity steps make one whole unit.
const QuantityScale = 10000

// Money is an amount with its currency.
type Money struct {
	Amount   Amount `cbor:"1,keyasint,omitempty" json:"minor"`
	Currency string `cbor:"2,keyasint,omitempty" json:"currency"` // ISO 4217
}

// IsZero reports whether nothing is set.
func (m Money) IsZero() bool { return m == Money{} }

// String writes the plain decimal and the code, "1234.50 EUR".
func (m Money) String() string {
	return FormatDecimal(int64(m.Amount), Exponent(m.Currency)) + " " + m.Currency
}

// ValidCurrency reports whether code is an ISO 4217 currency.
func ValidCurrency(code string) bool {
	_, err := currency.ParseISO(code)
	return err == nil && len(code) == 3 && strings.ToUpper(code) == code
}

// Exponent returns the number of decimals of a currency: EUR 2, JPY 0,
// BHD 3; 2 for an unknown code.
func Exponent(code string) int {
	u, err := currency.ParseISO(code)
	if err != nil {
		return 2
	}
	scale, _ := currency.Standard.Rounding(u)
	return scale
}

var pow10 = [...]int64{1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000}

// ErrOverflow is returned when a product does not fit an Amount.
var ErrOverflow = errors.New("amount too large")

// LineNet returns quantity x price as an Amount with exp decimals, rounded
// half to even once.
func LineNet(q Quantity, p Price, exp int) (Amount, error) {
	return mulDiv(int64(q), int64(p), QuantityScale*PriceScale/pow10[exp])
}

// PriceFor returns the price of one unit that gives net for quantity q,
// rounded half to even; zero when q is zero.
func PriceFor(net Amount, q Quantity, exp int) (Price, error) {
	if q == 0 {
		return 0, nil
	}
	n, d := int64(net), int64(q)
	if d < 0 {
		n, d = -n, -d
	}
	v, err := mulDiv(n, QuantityScale*(PriceScale/pow10[exp]), d)
	return Price(v), err
}

// PriceToAmount rounds a price half to even to exp decimals.
func PriceToAmount(p Price, exp int) Amount {
	return Amount(divHalfEven(int64(p), PriceScale/pow10[exp]))
}

// AmountToPrice is exact for currencies of at most four decimals.
func AmountToPrice(a Amount, exp int) Price { return Price(int64(a) * (PriceScale / pow10[exp])) }

// mulDiv returns a*b/d (d > 0) rounded half to even, exactly.
func mulDiv(a, b, d int64) (Amount, error) {
	hi, lo := bits.Mul64(abs(a), abs(b))
	if hi >= uint64(d) {
		return 0, ErrOverflow
	}
	q, r := bits.Div64(hi, lo, uint64(d))
	if twice := r * 2; twice > uint64(d) || (twice == uint64(d) && q&1 == 1) {
		q++
	}
	if q > math.MaxInt64 {
		return 0, ErrOverflow
	}
	if (a < 0) != (b < 0) {
		return Amount(-int64(q)), nil
	}
	return Amount(q), nil
}

func divHalfEven(n, d int64) int64 {
	v, _ := mulDiv(n, 1, d)
	return int64(v)
}

func abs(n int64) uint64 {
	if n < 0 {
		return uint64(-n)
	}
	return uint64(n)
}

// Share returns the part of total that weight has of sum, rounded half to
// even; zero when sum is. A share that does not fit an Amount is the largest
// that does.
func Share(total Amount, weight, sum int64) Amount {
	if sum == 0 {
		return 0
	}
	n := new(big.Int).Mul(big.NewInt(int64(total)), big.NewInt(weight))
	q := quoHalfEven(n, big.NewInt(sum))
	switch {
	case q.IsInt64():
		return Amount(q.Int64())
	case q.Sign() < 0:
		return math.MinInt64
	}
	return math.MaxInt64
}

// quoHalfEven returns n/d rounded half to even; d is not zero.
func quoHalfEven(n, d *big.Int) *big.Int {
	q, r := new(big.Int).QuoRem(n, d, new(big.Int))
	twice := new(big.Int).Lsh(r, 1)
	if c := twice.CmpAbs(d); c > 0 || c == 0 && q.Bit(0) == 1 {
		q.Add(q, big.NewInt(int64(n.Sign()*d.Sign())))
	}
	return q
}

// ParseDecimal reads a plain decimal ("-1234.5", point as separator, no
// grouping) into steps of 10^-exp, rounding half to even.
func ParseDecimal(s string, exp int) (int64, error) {
	t := strings.TrimSpace(s)
	neg := strings.HasPrefix(t, "-")
	if neg || strings.HasPrefix(t, "+") {
		t = t[1:]
	}
	if !plainDecimal(t) {
		return 0, fmt.Errorf("number %q: want digits and at most one point", s)
	}
	whole, frac, _ := strings.Cut(t, ".")
	kept, rest := frac, ""
	if len(frac) > exp {
		kept, rest = frac[:exp], frac[exp:]
	}
	v, err := strconv.ParseUint(whole+kept+strings.Repeat("0", exp-len(kept)), 10, 63)
	if err != nil && whole+kept != "" {
		return 0, fmt.Errorf("number %q: %w", s, ErrOverflow)
	}
	if rest != "" {
		tail := strings.TrimRight(rest[1:], "0")
		if rest[0] > '5' || rest[0] == '5' && (tail != "" || v&1 == 1) {
			v++
		}
	}
	if v > math.MaxInt64 {
		return 0, fmt.Errorf("number %q: %w", s, ErrOverflow)
	}
	if neg {
		return -int64(v), nil
	}
	return int64(v), nil
}

// plainDecimal reports whether s is digits with at most one point among them.
func plainDecimal(s string) bool {
	digits := 0
	for _, c := range []byte(s) {
		if c >= '0' && c <= '9' {
			digits++
		} else if c != '.' {
			return false
		}
	}
	return digits > 0 && len(s)-digits <= 1
}

// FormatDecimal writes v steps of 10^-exp as a plain decimal with all decimals.
func FormatDecimal(v int64, exp int) string {
	sign := ""
	if v < 0 {
		sign = "-"
	}
	s := strconv.FormatUint(abs(v), 10)
	if exp == 0 {
		return sign + s
	}
	if len(s) <= exp {
		s = strings.Repeat("0", exp-len(s)+1) + s
	}
	return sign + s[:len(s)-exp] + "." + s[len(s)-exp:]
}

// String writes the quantity without needless zeros: "1.5", "3".
func (q Quantity) String() string { return trimZeros(FormatDecimal(int64(q), 4)) }

// String writes the price without needless zeros: "0.001", "2.55".
func (p Price) String() string { return trimZeros(FormatDecimal(int64(p), 4)) }

func trimZeros(s string) string {
	return strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
}
