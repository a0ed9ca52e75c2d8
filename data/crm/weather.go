package crm

// What can be measured of the weather of a day.
const (
	RainMM       = "rain_mm"       // rain, snow melted, in millimetres
	TemperatureC = "temperature_c" // mean temperature in degrees Celsius
)

// WetDay is from how much rain on a day counts as wet, as the World
// Meteorological Organization counts rain days.
const WetDay Quantity = 1 * QuantityScale

// Measures lists what can be measured of the weather.
func Measures() []string { return []string{RainMM, TemperatureC} }

// MeasureRange is between what least and most a measurement of a day can lie
// anywhere on Earth: up to 1825 mm fell in a day (Réunion, 1966), and it had
// -89.2 (Antarctica, 1983) to 56.7 degrees (California, 1913), says the
// archive of extremes of the World Meteorological Organization.
func MeasureRange(measure string) (least, most Quantity) {
	if measure == RainMM {
		return 0, 2000 * QuantityScale
	}
	return -90 * QuantityScale, 60 * QuantityScale
}
