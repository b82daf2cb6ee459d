// Meshoracle says what istiod tells the proxies of a mesh, as JSON lines.
//
//	meshoracle                      reads meshes (type mesh) from stdin and asks an istiod inside this process about each
//	meshoracle -address HOST:PORT   reads proxies (type proxy) from stdin and asks the istiod that serves plain xDS there
package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"

	"istio.io/istio/pkg/log"
)

func main() {
	address := flag.String("address", "", "host:port of a running istiod's plain xDS port; without it the meshes on stdin are judged in process")
	flag.Parse()
	// Istio's packages log to stdout, which belongs to the answers.
	answers := os.Stdout
	os.Stdout = os.Stderr
	quiet()
	var err error
	if *address == "" {
		err = answerLines(os.Stdin, answers, judge)
	} else {
		err = answerLines(os.Stdin, answers, func(p proxy) any { return ask(*address, p) })
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// answerLines reads one question per line and writes one answer per line, each as soon as it is there.
func answerLines[Q any](in io.Reader, out io.Writer, answer func(Q) any) error {
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, 256<<20)
	encoder := json.NewEncoder(out)
	for lines.Scan() {
		if len(lines.Bytes()) == 0 {
			continue
		}
		var question Q
		if err := json.Unmarshal(lines.Bytes(), &question); err != nil {
			return fmt.Errorf("a line of stdin is not a question: %w", err)
		}
		if err := encoder.Encode(answer(question)); err != nil {
			return err
		}
	}
	return lines.Err()
}

// quiet silences Istio's own log: thousands of meshes with mistakes would fill it.
func quiet() {
	options := log.DefaultOptions()
	options.OutputPaths = []string{"stderr"}
	if err := log.Configure(options); err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
	for _, scope := range log.Scopes() {
		scope.SetOutputLevel(log.NoneLevel)
	}
}
