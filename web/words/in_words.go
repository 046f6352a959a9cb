package words

import "strconv"

// inWordsUpTo is the greatest number that is written in words.
const inWordsUpTo = 100

// InWords writes a whole number from 0 to 100 in words, so that it can be compared with its digits. Any
// other number is written in digits.
func (l Language) InWords(n int) string {
	if n < 0 || n > inWordsUpTo {
		return l.Number(n)
	}
	switch l.Code {
	case "ar":
		return arabicWords(n)
	case "my":
		return burmeseWords(n)
	case "en":
		return englishWords(n)
	default:
		return strconv.Itoa(n)
	}
}

func englishWords(n int) string {
	small := []string{
		"zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen",
		"fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
	}
	tens := []string{"", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"}
	switch {
	case n < len(small):
		return small[n]
	case n == inWordsUpTo:
		return "one hundred"
	case n%10 == 0:
		return tens[n/10]
	default:
		return tens[n/10] + "-" + small[n%10]
	}
}

// arabicWords counts as for a masculine noun, as in "ثلاثة وخمسون طلبًا".
func arabicWords(n int) string {
	small := []string{
		"صفر", "واحد", "اثنان", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة", "عشرة", "أحد عشر", "اثنا عشر", "ثلاثة عشر",
		"أربعة عشر", "خمسة عشر", "ستة عشر", "سبعة عشر", "ثمانية عشر", "تسعة عشر",
	}
	tens := []string{"", "", "عشرون", "ثلاثون", "أربعون", "خمسون", "ستون", "سبعون", "ثمانون", "تسعون"}
	switch {
	case n < len(small):
		return small[n]
	case n == inWordsUpTo:
		return "مئة"
	case n%10 == 0:
		return tens[n/10]
	default:
		return small[n%10] + " و" + tens[n/10]
	}
}

func burmeseWords(n int) string {
	small := []string{"သုည", "တစ်", "နှစ်", "သုံး", "လေး", "ငါး", "ခြောက်", "ခုနစ်", "ရှစ်", "ကိုး"}
	switch {
	case n < len(small):
		return small[n]
	case n == inWordsUpTo:
		return "တစ်ရာ"
	case n == 10:
		return "တစ်ဆယ်"
	case n < 20:
		return "ဆယ့်" + small[n%10]
	case n%10 == 0:
		return small[n/10] + "ဆယ်"
	default:
		return small[n/10] + "ဆယ့်" + small[n%10]
	}
}
