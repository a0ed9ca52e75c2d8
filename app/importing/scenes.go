package importing

import (
	"os"
	"path/filepath"
	"strings"

	"regulars/app/screen"
)

// Scenes are the screen's pictures of the tour.
func Scenes() []screen.Scene {
	here := screen.Route{Screen: screen.Import}
	on := func(name string, empty bool, act func(*Screen)) screen.Scene {
		return screen.Scene{Name: "import-" + name, Empty: empty, Route: here, Act: func(page screen.Screen) {
			if s, ok := page.(*Screen); ok {
				act(s)
			}
		}}
	}
	understood := on("sales", true, func(s *Screen) { s.openScene("till-2026.csv", sceneSales()) })
	understood.Readme = true
	return []screen.Scene{
		{Name: "import-start", Empty: true, Route: here},
		on("history", true, func(s *Screen) {
			s.openScene("customers.csv", sceneCustomers())
			s.importNow()
			s.openScene("till-2026.csv", sceneSales())
			s.importNow()
			s.leave()
		}),
		on("customers", true, func(s *Screen) { s.openScene("clienti.csv", "\xef\xbb\xbf"+sceneCustomers()) }),
		understood,
		on("bookings", true, func(s *Screen) { s.openScene("stays-2025.csv", sceneBookings) }),
		on("bookings-preview", true, func(s *Screen) {
			s.openScene("stays-2025.csv", sceneBookings)
			s.goTo(stepPreview)
		}),
		on("bookings-done", true, func(s *Screen) {
			s.openScene("stays-2025.csv", sceneBookings)
			s.importNow()
		}),
		on("weather", true, func(s *Screen) { s.openScene("station.csv", sceneWeather) }),
		on("weather-preview", true, func(s *Screen) {
			s.openScene("station.csv", sceneWeather)
			s.goTo(stepPreview)
		}),
		on("weather-done", true, func(s *Screen) {
			s.openScene("station.csv", sceneWeather)
			s.importNow()
		}),
		on("guessed", true, func(s *Screen) {
			s.openScene("old-list.csv", "Name;Phone;Birthday\nZo\xeb Br\xfbl\xe9;020 7946 0958;03/04/1981\nIn\xe9s Ma\xf1ara;020 7946 0321;05/06/1990\n")
		}),
		on("foreign", true, func(s *Screen) {
			s.openScene("web-shop.csv", strings.ReplaceAll(sceneSales(), ",EUR\n", ",USD\n"))
		}),
		on("columns", true, func(s *Screen) {
			s.openScene("customers.csv", sceneCustomers())
			s.goTo(stepColumns)
		}),
		on("columns-missing", true, func(s *Screen) {
			s.openScene("report.csv", "Receipt,Sold on,Article,Pieces,Money\n1001,2026-03-01,Lavender soap,2,9.80\n1001,2026-03-01,Beeswax candle,1,14.50\n1002,2026-03-02,Lavender soap,1,4.90\n")
			s.sceneSalesColumns()
		}),
		on("unknown", true, func(s *Screen) {
			s.openScene("list.csv", "alpha,beta,gamma\n1,2,3\n4,5,6\n")
		}),
		on("refused", true, func(s *Screen) { s.openScene("price-list.pdf", "%PDF-1.7 nothing to read here") }),
		on("two-date-orders", true, func(s *Screen) {
			s.openScene("two-shops.csv", "Order number,Date,Customer,Product,Quantity,Unit price\n1,25/03/2026,Ada Brook,Soap,1,4.90\n2,03/28/2026,Ben Field,Candle,2,14.50\n")
		}),
		on("preview", true, func(s *Screen) {
			s.openScene("till-2026.csv", sceneSales())
			s.goTo(stepPreview)
		}),
		on("preview-customers", true, func(s *Screen) {
			s.openScene("customers.csv", sceneCustomers())
			s.goTo(stepPreview)
		}),
		on("preview-problems", true, func(s *Screen) {
			s.openScene("till-2026.csv", sceneSales())
			s.faults = true
			s.goTo(stepPreview)
		}),
		on("progress", true, func(s *Screen) {
			s.openScene("till-2026.csv", sceneSales())
			s.phase = saving
			s.render()
			s.importer.OnProgress(0.42)
		}),
		on("result", true, func(s *Screen) {
			s.openScene("customers.csv", sceneCustomers())
			s.importNow()
		}),
		on("result-rejects", true, func(s *Screen) {
			s.openScene("till-2026.csv", sceneSales())
			s.importNow()
		}),
		on("result-undone", true, func(s *Screen) {
			s.openScene("customers.csv", sceneCustomers())
			s.importNow()
			s.undo()
		}),
	}
}

func (s *Screen) goTo(to step) {
	s.step = to
	s.render()
}

// openScene puts a file where every picture shows the same path, and opens it.
func (s *Screen) openScene(name, content string) {
	dir := filepath.Join(os.TempDir(), "regulars-tour")
	path := filepath.Join(dir, name)
	rejects, _ := filepath.Glob(filepath.Join(dir, "*.rejected*")) // of the picture before; a wrong pattern is the only error
	for _, r := range rejects {
		_ = os.Remove(r)
	}
	err := os.MkdirAll(dir, 0o755)
	if err == nil {
		err = os.WriteFile(path, []byte(content), 0o644)
	}
	if err != nil {
		s.refused = refusalOf(path, err)
		s.render()
		return
	}
	s.Open(path)
}

// sceneSalesColumns reads the rows as sales though their headings do not say
// so.
func (s *Screen) sceneSalesColumns() {
	s.as = "sales"
	s.source.SetAs(s.as)
	s.step = stepColumns
	s.changed()
}

func sceneCustomers() string {
	return `Customer number,Name,Company,Phone,E-mail,Street,Postcode,City,Birthday,Tags,Favourite tea
C-001,Ada Brook,,020 7946 0123,ada@example.com,1 Mill Lane,SW1A 1AA,London,1984-03-02,regular; likes soap,Darjeeling
C-002,Ben Field,Field & Sons,+44 20 7946 0456,ben@example.com,22 High Street,M1 1AE,Manchester,,wholesale,
C-003,Zoë Brûlé,,020 7946 0789,zoe@example.com,7 Rue des Lilas,75011,Paris,1990-11-30,regular,Earl Grey
C-004,Nguyễn Thị Lan,,+84 28 3822 9999,lan@example.com,12 Lê Lợi,700000,Thành phố Hồ Chí Minh,1988-07-15,,Sen
C-005,李小明,李记茶行,+86 10 5555 0199,li@example.com,建国路 88 号,100022,北京,,wholesale,龙井
C-006,Rosa Bianchi,,+39 02 5555 0142,rosa (at) example.com,Via Roma 3,20121,Milano,1979-05-21,regular,
`
}

func sceneSales() string {
	return `Order number,Date,Customer number,Customer name,Article number,Product,Quantity,Unit price,Currency
1001,25/03/2026,C-001,Ada Brook,S-10,Lavender soap,2,4.90,EUR
1001,25/03/2026,C-001,Ada Brook,K-20,Beeswax candle,1,14.50,EUR
1002,25/03/2026,,,S-10,Lavender soap,1,4.90,EUR
1003,26/03/2026,C-003,Zoë Brûlé,T-31,"Tea towel, linen",3,12.00,EUR
1004,26/03/2026,C-002,Ben Field,S-10,Lavender soap,48,3.90,EUR
1004,26/03/2026,C-002,Ben Field,S-11,Rose soap,48,3.90,EUR
1005,27/03/2026,C-004,Nguyễn Thị Lan,K-20,Beeswax candle,2,14.50,EUR
1006,31/02/2026,C-001,Ada Brook,S-11,Rose soap,1,4.90,EUR
1007,28/03/2026,C-005,李小明,T-31,"Tea towel, linen",10,10.80,EUR
1008,28/03/2026,C-006,Rosa Bianchi,S-10,Lavender soap,three,4.90,EUR
1009,30/03/2026,,,K-21,Beeswax candle with a very long name that nobody would ever print on a label,1,18.50,EUR
1010,30/03/2026,C-002,Ben Field,S-11,Rose soap,-4,3.90,EUR
`
}

// sceneBookings is what a small hotel's program writes; one line is wrong.
const sceneBookings = "Reservation ID,Room,Check-in,Nights,Guest,Adults,Children,Rate,Status,Booked on\n" +
	"4711,Garden rooms,2025-06-13,2,Ada Brook,2,0,95.00,Checked out,2025-05-02\n" +
	"4712,Garden rooms,2025-06-13,3,Ben Field,2,1,88.00,Checked out,2025-04-28\n" +
	"4713,Garden rooms,2025-06-14,1,,1,0,110.00,No-show,2025-06-12\n" +
	"4714,Garden rooms,2025-06-20,2,Ada Brook,2,0,95.00,Cancelled,2025-05-30\n" +
	"4715,Garden rooms,2025-06-31,2,Zoe Marsh,2,0,95.00,Confirmed,2025-06-01\n"

// sceneWeather is what a weather service writes; one day has a number too
// great for rain.
const sceneWeather = "date;tavg;tmin;tmax;prcp;wspd\n" +
	"2026-02-01;3,4;-1,0;7,2;0,0;8,1\n2026-02-02;4,1;0,3;8,0;0,0;6,4\n2026-02-03;6,8;4,9;8,8;12,5;14,0\n2026-02-04;7,0;5,2;9,1;3,1;11,2\n" +
	"2026-02-05;;;;;\n2026-02-06;5,5;1,8;9,9;9120,0;7,7\n2026-02-07;2,9;-2,4;8,3;0,0;5,0\n"
