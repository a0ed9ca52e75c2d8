package chart

import (
	"fmt"
	"math"
)

// sample specs, shared by the tests, the benchmarks and the gallery.

func months(n int) []string {
	names := []string{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"}
	out := make([]string, n)
	for i := range out {
		out[i] = fmt.Sprintf("%s %02d", names[i%12], 24+i/12)
	}
	return out
}

func wave(n int, base, swing, phase float64) []float64 {
	out := make([]float64, n)
	for i := range out {
		out[i] = math.Round(base + swing*math.Sin(phase+float64(i)/12*2*math.Pi) + float64((i*7919)%13))
	}
	return out
}

func stackedSpec() Spec {
	names := []string{"Champions", "Loyal", "Potential loyalists", "New", "Promising", "At risk", "Hibernating", "Walk-in"}
	s := Spec{
		Kind: StackedBar, Title: "Loyal customers carry December, walk-ins carry the summer",
		Subtitle: "Net sales by segment, 24 months to November 2025",
		YLabel:   "Net sales, € thousand", XLabel: "Month", N: 18532, Note: "Returns netted; margin not shown.",
		Categories: months(24),
	}
	for i, name := range names {
		s.Series = append(s.Series, Series{Name: name, Values: wave(24, 60-float64(i)*6, 15, float64(i))})
	}
	return s
}

func heatSpec() Spec {
	s := Spec{
		Kind: HeatMap, Title: "Thursday noon is the busiest hour; Saturday is closed",
		Subtitle: "Orders per weekday and hour", YLabel: "Orders", XLabel: "Hour of the day", N: 25900,
		RowLabels: []string{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"},
	}
	for h := 6; h < 22; h++ {
		s.ColLabels = append(s.ColLabels, fmt.Sprintf("%02d", h))
	}
	for d := range s.RowLabels {
		row := make([]float64, len(s.ColLabels))
		for h := range row {
			row[h] = math.Round(420 * math.Exp(-math.Pow(float64(h)-6, 2)/14) * (0.5 + 0.5*math.Exp(-math.Pow(float64(d)-3, 2)/3)))
			if d == 5 {
				row[h] = math.NaN()
			}
		}
		s.Cells = append(s.Cells, row)
	}
	return s
}

func rfmSpec() Spec {
	s := Spec{
		Kind: HeatMap, Title: "577 champions bring in half of the money", Subtitle: "Customers by recency and frequency",
		YLabel: "Customers", XLabel: "Frequency score", N: 4338,
		RowLabels: []string{"Recency 5", "Recency 4", "Recency 3", "Recency 2", "Recency 1"},
		ColLabels: []string{"1", "2", "3", "4", "5"},
	}
	for i := range 5 {
		row := make([]float64, 5)
		for j := range row {
			row[j] = float64((i*37+j*101)%400 + 20)
		}
		s.Cells = append(s.Cells, row)
	}
	return s
}

func barSpec() Spec {
	return Spec{
		Kind: Bar, Title: "Demand falls by a third after the June price change", Subtitle: "Orders per month, 2025",
		YLabel: "Orders", N: 3962, Categories: months(12),
		Series: []Series{{Name: "Orders", Values: wave(12, 320, 140, 1.2)}},
	}
}

func segmentsSpec() Spec {
	return Spec{
		Kind: HBar, Title: "Most customers are hibernating", Subtitle: "Customers per segment on 10 December 2011",
		YLabel: "Customers", N: 4338,
		Categories: []string{"Champions", "Loyal", "Potential loyalists", "New customers", "Promising", "Need attention", "About to sleep", "At risk", "Can't lose them", "Hibernating"},
		Series:     []Series{{Name: "Customers", Values: []float64{577, 708, 474, 63, 167, 116, 475, 372, 37, 1349}}},
	}
}

func lineSpec() Spec {
	s := Spec{
		Kind: Line, Title: "The new shop overtakes the old one in March", Subtitle: "Weekly orders",
		YLabel: "Orders a week", N: 5230, Categories: months(18),
	}
	s.Series = []Series{
		{Name: "Old town", Values: wave(18, 100, 12, 0)},
		{Name: "Station", Values: wave(18, 60, 40, 4)},
		{Name: "Online", Values: wave(18, 30, 10, 2)},
	}
	s.Series[2].Values[7], s.Series[2].Values[8], s.Series[2].Values[11] = math.NaN(), math.NaN(), math.NaN()
	return s
}

func bandSpec() Spec {
	s := Spec{
		Kind: Line, Title: "Expect 130 to 190 orders next month", Subtitle: "Orders with 80 % interval",
		YLabel: "Orders", N: 1200, Categories: months(14),
	}
	v := wave(14, 140, 30, 0)
	low, high := make([]float64, 14), make([]float64, 14)
	for i := range v {
		low[i], high[i] = math.NaN(), math.NaN()
		if i >= 9 {
			low[i], high[i] = v[i]-float64(i-8)*6, v[i]+float64(i-8)*7
		}
	}
	s.Series = []Series{{Name: "Orders", Values: v, Low: low, High: high}}
	return s
}

func groupedSpec() Spec {
	return Spec{
		Kind: GroupedBar, Title: "Returning customers spend more in every quarter", Subtitle: "Net sales by kind of customer",
		YLabel: "€ thousand", N: 811, Categories: []string{"Q1", "Q2", "Q3", "Q4"},
		Series: []Series{
			{Name: "New", Values: []float64{12, 18, 9, 22}},
			{Name: "Returning", Values: []float64{31, 36, 28, 52}},
			{Name: "Walk-in", Values: []float64{7, 6, 11, 8}},
		},
	}
}

func chineseSpec() Spec {
	return Spec{
		Kind: StackedBar, Title: "老顾客带来了一半以上的收入", Subtitle: "按季度和顾客类型统计的净销售额",
		YLabel: "净销售额（万元）", XLabel: "季度", N: 3862,
		Categories: []string{"第一季度", "第二季度", "第三季度", "第四季度"},
		Series: []Series{
			{Name: "重要价值客户", Values: []float64{32, 41, 38, 57}},
			{Name: "一般保持客户", Values: []float64{18, 22, 16, 25}},
			{Name: "流失预警客户", Values: []float64{9, 8, 11, 6}},
		},
	}
}

func vietnameseSpec() Spec {
	return Spec{
		Kind: HBar, Title: "Khách hàng thân thiết mua nhiều nhất vào cuối tuần", Subtitle: "Số đơn hàng theo nhóm khách",
		YLabel: "Đơn hàng", N: 1204, Note: "Không tính hàng trả lại.",
		Categories: []string{"Khách hàng thân thiết", "Khách mới", "Sắp rời bỏ", "Đã lâu không quay lại", "Khách vãng lai ở chợ Bến Thành"},
		Series:     []Series{{Name: "Đơn hàng", Values: []float64{512, 143, 88, 260, 201}}},
	}
}

func azerbaijaniSpec() Spec {
	s := barSpec()
	s.Title, s.Subtitle, s.YLabel = "İyun qiymət dəyişikliyindən sonra tələb üçdə bir azalır", "Aylıq sifarişlər, 2025", "Sifarişlər"
	s.Categories = []string{"Yanvar", "Fevral", "Mart", "Aprel", "May", "İyun", "İyul", "Avqust", "Sentyabr", "Oktyabr", "Noyabr", "Dekabr"}
	return s
}

func longSpec() Spec {
	s := groupedSpec()
	s.Title = "A very long finding that needs two lines because somebody wanted to say everything at once, including why it matters and what to do about it next"
	s.Categories = []string{"Extraordinarily long category name one", "Donaudampfschifffahrtsgesellschaftskapitän", "Short", "Another name that is rather long"}
	for i := range s.Series {
		s.Series[i].Name += " customers with a name that goes on for a good while"
	}
	return s
}

func negativeSpec() Spec {
	return Spec{
		Kind: Bar, Title: "Three products lose money", Subtitle: "Margin per product after returns", YLabel: "Margin, €", N: 77,
		Categories: []string{"Mugs", "Lanterns", "Bags", "Clocks", "Frames", "Cards"},
		Series:     []Series{{Name: "Margin", Values: []float64{1250.5, -420, 830, -95.25, 12, -610}}},
	}
}

func manySpec(n int) Spec {
	s := barSpec()
	s.Title = fmt.Sprintf("%d bars", n)
	s.Categories = make([]string, n)
	for i := range s.Categories {
		s.Categories[i] = fmt.Sprintf("2025-%02d-%02d", i/28%12+1, i%28+1)
	}
	s.Series[0].Values = wave(n, 300, 150, 0)
	return s
}

func oneBarSpec() Spec {
	s := barSpec()
	s.Title, s.Categories = "One month so far", []string{"January"}
	s.Series[0].Values = []float64{42}
	return s
}

func gallery() map[string]Spec {
	gaps := barSpec()
	gaps.Title = "Gaps stay gaps"
	gaps.Series[0].Values[3], gaps.Series[0].Values[4] = math.NaN(), math.NaN()
	stackedMinus := chineseSpec()
	stackedMinus.Title = "Returns hang below zero"
	stackedMinus.Series[2].Values = []float64{-9, -4, -11, math.NaN()}
	manyLines := lineSpec()
	manyLines.Title = "Twelve lines share a legend"
	manyLines.Series = nil
	for i := range 12 {
		manyLines.Series = append(manyLines.Series, Series{Name: fmt.Sprintf("Customer group %d", i+1), Values: wave(18, 20+float64(i)*14, 6, float64(i))})
	}
	minusH := segmentsSpec()
	minusH.Series[0].Values[2], minusH.Series[0].Values[8] = -300, -37
	heatMinus := rfmSpec()
	heatMinus.Title = "Change against last year"
	heatMinus.Cells[0][0], heatMinus.Cells[3][2] = -250, -90
	empty := barSpec()
	empty.Empty = "Not enough data yet: two more price changes are needed before demand curves can be drawn."
	flat := lineSpec()
	flat.Title = "A flat line"
	flat.Series = []Series{{Name: "Flat", Values: []float64{5, 5, 5, 5}}}
	flat.Categories = months(4)
	return map[string]Spec{
		"stacked": stackedSpec(), "heat": heatSpec(), "rfm": rfmSpec(), "bar": barSpec(), "segments": segmentsSpec(),
		"line": lineSpec(), "band": bandSpec(), "grouped": groupedSpec(), "chinese": chineseSpec(),
		"vietnamese": vietnameseSpec(), "azerbaijani": azerbaijaniSpec(), "long": longSpec(), "negative": negativeSpec(),
		"bars60": manySpec(60), "bars365": manySpec(365), "bars5000": manySpec(5000), "one": oneBarSpec(), "gaps": gaps,
		"stackedminus": stackedMinus, "lines12": manyLines, "segmentsminus": minusH, "heatminus": heatMinus,
		"empty": empty, "flat": flat,
	}
}
