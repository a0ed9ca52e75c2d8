package insighttest

import (
	"compress/gzip"
	"encoding/csv"
	"io"
	"math"
	"strconv"
	"strings"
	"testing"
)

// Classic reads one of the well-known series that come with R.
func Classic(t testing.TB, name string) (values []float64) {
	t.Helper()
	for _, row := range rows(t, "R_datasets_classic.csv") {
		if row[0] == name {
			values = append(values, number(t, row[4]))
		}
	}
	return values
}

// Competition is one series of the M3 competition: what was known, and what
// came after.
type Competition struct {
	Name          string
	Freq          int
	Known, Future []float64
}

// M3 reads the subset of the M3 competition with its official horizons.
// It is [Long].
func M3(t testing.TB) (all []Competition) {
	t.Helper()
	Long(t)
	for _, row := range rows(t, "M3_subset.csv.gz") {
		if len(all) == 0 || all[len(all)-1].Name != row[0] {
			all = append(all, Competition{Name: row[0], Freq: int(number(t, row[5]))})
		}
		c := &all[len(all)-1]
		if v := number(t, row[8]); len(c.Known) < int(number(t, row[3])) {
			c.Known = append(c.Known, v)
		} else {
			c.Future = append(c.Future, v)
		}
	}
	return all
}

// CarParts reads the monthly demand of 800 car parts, 51 months each; NaN for
// a month not known.
func CarParts(t testing.TB) (parts [][]float64) {
	t.Helper()
	last := ""
	for _, row := range rows(t, "carparts_first800.csv.gz") {
		if row[0] != last {
			parts, last = append(parts, nil), row[0]
		}
		v := math.NaN()
		if row[2] != "" {
			v = number(t, row[2])
		}
		parts[len(parts)-1] = append(parts[len(parts)-1], v)
	}
	return parts
}

// Intermittent reads one of the two small series of the tsintermittent package.
func Intermittent(t testing.TB, which int) (values []float64) {
	t.Helper()
	for _, row := range rows(t, "tsintermittent_ts_data"+strconv.Itoa(which)+".csv") {
		values = append(values, number(t, row[1]))
	}
	return values
}

// rows reads a reference file without its heading.
func rows(t testing.TB, name string) [][]string {
	t.Helper()
	var from io.Reader = dataFile(t, name)
	if strings.HasSuffix(name, ".gz") {
		zip, err := gzip.NewReader(from)
		if err != nil {
			t.Fatal(err)
		}
		from = zip
	}
	all, err := csv.NewReader(from).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return all[1:]
}

func number(t testing.TB, text string) float64 {
	t.Helper()
	v, err := strconv.ParseFloat(text, 64)
	if err != nil {
		t.Fatal(err)
	}
	return v
}
