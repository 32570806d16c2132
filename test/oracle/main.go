// Command oracle reads YAML as kubectl and as kustomize read it.
//
// Each line of standard input is a JSON string: the text of a file. Each line of standard output is a JSON array with one
// answer per reader named on the command line. An answer is the array of documents that hold something, or a string: why the
// text is refused. What the first reader refuses is not given to the second: kustomize does not survive an anchor that
// contains itself.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"runtime/debug"
	"strings"
	"sync"

	"k8s.io/apimachinery/pkg/util/yaml"
	"sigs.k8s.io/kustomize/kyaml/kio"
)

var readers = map[string]func(text string) ([]json.RawMessage, error){"kubectl": kubectl, "kyaml": kyaml}

func main() {
	if len(os.Args) == 2 && os.Args[1] == "versions" {
		versions()
		return
	}
	input := bufio.NewReaderSize(os.Stdin, 1<<20)
	output := bufio.NewWriterSize(os.Stdout, 1<<20)
	defer output.Flush()
	for done := false; !done; {
		var batch []string
		for len(batch) < 10_000 && !done {
			line, err := input.ReadBytes('\n')
			if len(bytes.TrimSpace(line)) > 0 {
				var text string
				if err := json.Unmarshal(line, &text); err != nil {
					fmt.Fprintln(os.Stderr, err)
					os.Exit(2)
				}
				batch = append(batch, text)
			}
			done = err != nil
		}
		for _, line := range judge(batch) {
			output.Write(line)
			output.WriteByte('\n')
		}
	}
}

// judge answers a batch on all cores, in order.
func judge(batch []string) [][]byte {
	answers := make([][]byte, len(batch))
	var workers sync.WaitGroup
	count := runtime.NumCPU()
	for worker := 0; worker < count; worker++ {
		workers.Add(1)
		go func() {
			defer workers.Done()
			for i := worker; i < len(batch); i += count {
				answers[i] = answer(batch[i])
			}
		}()
	}
	workers.Wait()
	return answers
}

func answer(text string) []byte {
	var parts []json.RawMessage
	for _, name := range os.Args[1:] {
		if len(parts) > 0 && parts[0][0] == '"' {
			parts = append(parts, json.RawMessage("null"))
			continue
		}
		documents, err := attempt(readers[name], text)
		var part any = documents
		if err != nil {
			part = strings.ReplaceAll(err.Error(), "\n", " ")
		} else if documents == nil {
			part = []json.RawMessage{}
		}
		data, err := json.Marshal(part)
		if err != nil {
			data, _ = json.Marshal(err.Error())
		}
		parts = append(parts, data)
	}
	data, _ := json.Marshal(parts)
	return data
}

// attempt turns a panic of a reader into an error: both would end the program for the user.
func attempt(read func(string) ([]json.RawMessage, error), text string) (documents []json.RawMessage, err error) {
	defer func() {
		if problem := recover(); problem != nil {
			err = fmt.Errorf("panic: %v", problem)
		}
	}()
	return read(text)
}

// kubectl reads a stream as k8s.io/cli-runtime does before it knows the kind: documents that are null are skipped.
func kubectl(text string) ([]json.RawMessage, error) {
	decoder := yaml.NewYAMLOrJSONDecoder(strings.NewReader(text), 4096)
	var documents []json.RawMessage
	for {
		var document json.RawMessage
		if err := decoder.Decode(&document); err != nil {
			if errors.Is(err, io.EOF) {
				return documents, nil
			}
			return nil, err
		}
		if document = bytes.TrimSpace(document); len(document) > 0 && !bytes.Equal(document, []byte("null")) {
			documents = append(documents, document)
		}
	}
}

// kyaml reads a stream as kustomize reads a file of resources.
func kyaml(text string) ([]json.RawMessage, error) {
	nodes, err := kio.FromBytes([]byte(text))
	if err != nil {
		return nil, err
	}
	var documents []json.RawMessage
	for _, node := range nodes {
		document, err := node.MarshalJSON()
		if err != nil {
			return nil, err
		}
		documents = append(documents, document)
	}
	return documents, nil
}

// versions prints the modules whose reading this is.
func versions() {
	info, _ := debug.ReadBuildInfo()
	for _, module := range info.Deps {
		switch module.Path {
		case "k8s.io/apimachinery", "sigs.k8s.io/yaml", "go.yaml.in/yaml/v2", "go.yaml.in/yaml/v3", "sigs.k8s.io/kustomize/kyaml":
			fmt.Printf("%s %s\n", module.Path, module.Version)
		}
	}
}
