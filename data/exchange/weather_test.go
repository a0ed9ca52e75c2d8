package exchange

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"regulars/data/book"
	"regulars/data/crm"
	"regulars/data/exchange/table"
)

// measuredIn lists the weather of a book: "2024-01-05 rain_mm 12.5".
func measuredIn(t testing.TB, b *book.Book) []string {
	t.Helper()
	out := []string{}
	for _, e := range list[crm.DemandEvent](t, b) {
		out = append(out, fmt.Sprintf("%s %s %s", e.From, e.Measure, e.Value))
	}
	slices.Sort(out)
	return out
}

func same(t testing.TB, what string, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s:\n%s\nwant\n%s", what, strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// The files of weather services are known by their headings, and read in
// their own ways.
func TestWeather_FilesOfServices_000_15(t *testing.T) {
	want := []string{"2024-01-05 rain_mm 12.5", "2024-01-05 temperature_c -3.5", "2024-01-06 rain_mm 0", "2024-01-06 temperature_c 4"}
	for name, text := range map[string]string{
		"plain":      "Date,rain_mm,temperature_c,wind\n2024-01-05,12.5,-3.5,7\n2024-01-06,0,4,\n",
		"meteostat":  "date,tavg,tmin,tmax,prcp,snow,wdir\n2024-01-05,-3.5,-6,1,12.5,,180\n2024-01-06,4.0,1,9,0.0,,\n",
		"open-meteo": "latitude,longitude,elevation,utc_offset_seconds,timezone,timezone_abbreviation\n45.46,9.19,122.0,0,GMT,GMT\n\ntime,temperature_2m_mean (°C),precipitation_sum (mm)\n2024-01-05,-3.5,12.50\n2024-01-06,4.0,0.00\n",
		"dwd":        "STATIONS_ID;MESS_DATUM;QN_4; RSK;RSKF;TMK;eor\n433;20240105;1;  12.5;1;  -3.5;eor\n433;20240106;1;   0.0;1;   4.0;eor\n433;20240107;1;-999;1;-999;eor\n",
		"noaa":       "\"STATION\",\"NAME\",\"DATE\",\"PRCP\",\"TMAX\",\"TMIN\"\n\"IT01\",\"MILANO, IT\",\"2024-01-05\",\"12.5\",\"1.0\",\"-8.0\"\n\"IT01\",\"MILANO, IT\",\"2024-01-06\",\"T\",\"7\",\"1\"\n",
		"aemet":      "fecha;nombre;tmed;prec\n05/01/2024;MADRID;-3,5;12,5\n06/01/2024;MADRID;4,0;Ip\n31/01/2024;MADRID;;\n",
		"it":         "LOCALITA;DATA;TMEDIA °C;TMIN °C;TMAX °C;PIOGGIA mm;FENOMENI\nMilano;05/01/2024;-3,5;-6;1;12,5;pioggia\nMilano;06/01/2024;4;1;9;0;\nMilano;31/01/2024;;;;;\n",
		"vi":         "Ngày,Lượng mưa (mm),Nhiệt độ trung bình (°C)\n2024-01-05,12.5,-3.5\n2024-01-06,0,4\n",
		"zh":         "日期,平均气温(℃),降水量(mm)\n2024-01-05,-3.5,12.5\n2024-01-06,4,0\n",
		"az":         "Tarix,Yağıntı (mm),Temperatur\n2024-01-05,12.5,-3.5\n2024-01-06,0,4\n",
		"de":         "Datum;Niederschlag in mm;Temperatur in °C\n05.01.2024;12,5;-3,5\n06.01.2024;0,0;4,0\n",
		"two marks":  "date;rain;temp\n2024-01-05;12,5;-3.5\n2024-01-06;0,0;4.0\n",
	} {
		b := newBook(t)
		r := take(t, b, write(t, name+".csv", text))
		expect(t, name+" as", r.Files[0].As, table.AsWeather)
		expect(t, name+" rejected", r.Rejected, 0)
		expect(t, name+" created", r.Created["demand_event"], 4)
		same(t, name, measuredIn(t, b), want...)
	}
}

// Lists of customers, sales and bookings that happen to speak of rain stay
// what they are.
func TestWeather_IsNotSeenElsewhere(t *testing.T) {
	for head, as := range map[string]table.As{
		"Date,Order number,Product,Quantity,Unit price,Temperature": table.AsSales,
		"Arrival,Departure,Guest,Rain":                              table.AsBookings,
		"Name,Phone,Min,Day":                                        table.AsCustomers,
		"Date,Wind":                                                 table.AsUnknown,
		"Date,Temperature (°F)":                                     table.AsUnknown,
		"Day,Coldest,tmin":                                          table.AsUnknown,
	} {
		expect(t, head, table.Recognise(strings.Split(head, ","), nil).As, as)
	}
}

// Only what is wrong stays out, each with its reason, and comes in once
// mended; the same file brings nothing twice, a corrected one its changes.
func TestWeather_BadRowsAndAgain_000_28(t *testing.T) {
	b := newBook(t)
	text := "date,temperature,rain\n2024-01-05,3.5,0\n2024-01-06,4,\n2024-01-07,,\n2024-02-31,1,1\n,1,1\n2024-02-01,cold,1\n2024-02-02,88,1\n" +
		"2024-02-03,1,-2\n2024-02-04,1,1\n2024-02-04,2,1\n2024-02-05,-99.9,2001\n2024-02-06,-999,NA\n2024-02-07,1 %,\n"
	path := write(t, "weather.csv", text)
	s := read(t, path)
	r := takeSource(t, b, s)
	expect(t, "new", r.CreatedRows, 2)
	expect(t, "nothing measured", r.Skipped, 2)
	expect(t, "rejected", r.Rejected, 9)
	same(t, "kept", measuredIn(t, b), "2024-01-05 rain_mm 0", "2024-01-05 temperature_c 3.5", "2024-01-06 temperature_c 4")
	codes := map[string]int{}
	for _, p := range r.Problems {
		codes[p.Code]++
	}
	if want := map[string]int{table.CodeBadDate: 1, table.CodeFieldMissing: 1, table.CodeBadNumber: 2, table.CodeWeatherRange: 3, table.CodeDayTwice: 2}; !maps.Equal(codes, want) {
		t.Errorf("reasons %v, want %v", codes, want)
	}
	mended, err := os.ReadFile(r.RejectFile)
	must(t, err)
	if lines := strings.Count(string(mended), "\n"); lines != 10 || !strings.Contains(string(mended), "day twice") {
		t.Errorf("the file to mend:\n%s", mended)
	}
	before := sequence(t, b)
	again := take(t, b, path)
	expect(t, "created again", len(again.Created)+len(again.Updated), 0)
	expect(t, "history and counts", sequence(t, b), before)
	m := take(t, b, write(t, "mended.csv", strings.NewReplacer("2024-02-31", "2024-02-29", "cold", "-2").Replace(string(mended))))
	expect(t, "mended rows", m.CreatedRows, 2)
	c := take(t, b, write(t, "corrected.csv", "date,rain\n2024-01-05,2\n2024-01-06,2\n"))
	expect(t, "corrected", c.Updated["demand_event"], 1)
	expect(t, "completed", c.Created["demand_event"], 1)
	_, _, err = b.Undo(c.ChangeSet, "Undo", false)
	must(t, err)
	if now := measuredIn(t, b); !slices.Contains(now, "2024-01-05 rain_mm 0") || slices.Contains(now, "2024-01-06 rain_mm 2") {
		t.Errorf("after undo: %v", now)
	}
}

// A number that the owner gave for a week or a place of its own is not the
// one of a day of the whole business.
func TestWeather_LeavesWeeksAndPlacesAlone(t *testing.T) {
	b := newBook(t)
	_, err := b.Update("By hand", func(tx *book.Tx) error {
		stall := &crm.Site{Name: "Stall"}
		if err := tx.Put(stall); err != nil {
			return err
		}
		if err := tx.Put(&crm.DemandEvent{Type: "weather", From: crm.NewDate(2024, 1, 5), To: crm.NewDate(2024, 1, 11), Measure: crm.RainMM, Value: crm.QuantityScale}); err != nil {
			return err
		}
		return tx.Put(&crm.DemandEvent{Type: "weather", From: crm.NewDate(2024, 1, 5), Site: stall.ID, Measure: crm.RainMM, Value: 3 * crm.QuantityScale})
	})
	must(t, err)
	take(t, b, write(t, "weather.csv", "date,rain\n2024-01-05,2\n"))
	same(t, "after", measuredIn(t, b), "2024-01-05 rain_mm 1", "2024-01-05 rain_mm 2", "2024-01-05 rain_mm 3")
}

// One column in two decimal marks is refused as a whole, with a row of each;
// once a person chose, the rows of the other mark are left to mend.
func TestWeather_MixedMarksInAColumn(t *testing.T) {
	b := newBook(t)
	s := read(t, write(t, "mixed.csv", "date;rain\n2024-01-05;12,5\n2024-01-06;0.5\n2024-01-07;0,5\n"))
	_, problems := s.Plan(crm.DefaultSettings())
	if len(problems) != 1 || problems[0].Code != table.CodeMixedDecimals || problems[0].Value != "2, 3" {
		t.Fatalf("%+v", problems)
	}
	s.Env.Decimal = ','
	r := takeSource(t, b, s)
	expect(t, "rejected", r.Rejected, 1)
	same(t, "kept", measuredIn(t, b), "2024-01-05 rain_mm 12.5", "2024-01-07 rain_mm 0.5")
}

// Whatever was measured comes back as it was written.
func TestWeather_RoundTrip(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		mark := rapid.SampledFrom([]string{".", ","}).Draw(rt, "mark")
		file, want := "date;rain;temperature\n2001-01-01;0"+mark+"5;0"+mark+"5\n", []string{"2001-01-01 rain_mm 0.5", "2001-01-01 temperature_c 0.5"}
		for i := range rapid.IntRange(0, 20).Draw(rt, "days") {
			day, cells := crm.NewDate(2024, 1, 1)+crm.Date(i), []string{"", ""}
			for k, measure := range crm.Measures() {
				least, most := crm.MeasureRange(measure)
				if rapid.Bool().Draw(rt, "measured") {
					v := crm.Quantity(rapid.Int64Range(int64(least)/1000, int64(most)/1000).Draw(rt, "tenths")) * 1000
					cells[k] = strings.Replace(v.String(), ".", mark, 1)
					want = append(want, fmt.Sprintf("%s %s %s", day, measure, v))
				}
			}
			file += day.String() + ";" + strings.Join(cells, ";") + "\n"
		}
		b := newBook(t)
		expect(t, "rejected", take(t, b, write(t, "w.csv", file)).Rejected, 0)
		slices.Sort(want)
		same(t, file, measuredIn(t, b), want...)
		_ = b.Close()
	})
}
