// Prints the table in src/admission/cluster/zero-fields.ts: what Go makes of fields that nobody wrote, which is what policies of a cluster see.
//
//	cd test/cluster && go run ../../projenrc/schemas/zero-fields.go
package main

import (
	"fmt"
	"reflect"
	"sort"
	"strings"

	"k8s.io/client-go/kubernetes/scheme"
)

// What these say of themselves is not what reflection sees.
var opaque = map[string]bool{"Quantity": true, "IntOrString": true, "Time": true, "MicroTime": true, "RawExtension": true}

func main() {
	lines := []string{}
	seen := map[reflect.Type]bool{}
	var read func(t reflect.Type)
	read = func(t reflect.Type) {
		for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice || t.Kind() == reflect.Map {
			t = t.Elem()
		}
		if t.Kind() != reflect.Struct || opaque[t.Name()] || seen[t] {
			return
		}
		seen[t] = true
		words := []string{nameOf(t)}
		for _, field := range fieldsOf(t) {
			name, rest, _ := strings.Cut(field.Tag.Get("json"), ",")
			if name == "-" || name == "" || name == "apiVersion" || name == "kind" {
				continue
			}
			omitted, empty := strings.Contains(rest, "omitempty"), ""
			switch field.Type.Kind() {
			case reflect.Bool, reflect.String, reflect.Int, reflect.Int32, reflect.Int64:
				if omitted {
					words = append(words, name)
				} else {
					empty = map[reflect.Kind]string{reflect.Bool: "false", reflect.Int: "0", reflect.Int32: "0", reflect.Int64: "0"}[field.Type.Kind()]
				}
			case reflect.Struct:
				if !strings.Contains(rest, "omitzero") && !opaque[field.Type.Name()] {
					empty = "{}"
				}
			default:
				if !omitted {
					empty = "null"
				}
			}
			if empty != "" {
				words = append(words, "+"+name+"="+empty)
			}
			read(field.Type)
		}
		if len(words) > 1 {
			lines = append(lines, strings.Join(words, " "))
		}
	}
	for kind, t := range scheme.Scheme.AllKnownTypes() {
		isOther := strings.HasSuffix(kind.Kind, "List") || strings.HasSuffix(kind.Kind, "Options") || strings.HasSuffix(kind.Kind, "Review")
		if !isOther && kind.Version[0] == 'v' && !strings.Contains(kind.Version, "alpha") && !strings.Contains(kind.Version, "beta") {
			read(t)
		}
	}
	sort.Strings(lines)
	fmt.Println(strings.Join(lines, "\n"))
}

// Fields of an inlined struct are fields of its owner.
func fieldsOf(t reflect.Type) []reflect.StructField {
	fields := []reflect.StructField{}
	for i := 0; i < t.NumField(); i++ {
		field := t.Field(i)
		if field.Anonymous && (field.Tag.Get("json") == "" || strings.Contains(field.Tag.Get("json"), "inline")) {
			fields = append(fields, fieldsOf(field.Type)...)
		} else {
			fields = append(fields, field)
		}
	}
	return fields
}

func nameOf(t reflect.Type) string {
	path := strings.TrimPrefix(strings.TrimPrefix(t.PkgPath(), "k8s.io/api/"), "k8s.io/apimachinery/pkg/apis/")
	return strings.ReplaceAll(path, "/", ".") + "." + t.Name()
}
