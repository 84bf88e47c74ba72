// Has the reference code of Go (golang.org/x/mod/sumdb) judge logs that are ours.
//
//	check -good FOLDER... -bad FOLDER...
//
// A folder is one that write_log wrote. All good ones must be accepted and all bad ones, in which one byte was changed,
// refused.
package main

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// height is that of C2SP's tiles: 256 hashes in a full one.
const height = 8

func main() {
	var good, bad int
	var expected string
	for _, argument := range os.Args[1:] {
		if argument == "-good" || argument == "-bad" {
			expected = argument
			continue
		}
		err := check(argument)
		switch {
		case expected == "-good" && err != nil:
			fail("%s: %v", argument, err)
		case expected == "-bad" && err == nil:
			fail("%s: one byte was changed, and it was accepted", argument)
		case err == nil:
			good++
		default:
			bad++
		}
	}
	fmt.Printf("%d logs accepted\n%d changed logs refused\n", good, bad)
}

func fail(format string, arguments ...any) {
	fmt.Fprintf(os.Stderr, format+"\n", arguments...)
	os.Exit(1)
}

// check checks everything in a folder that Go's code knows: it does not know cosignatures.
func check(folder string) error {
	vkey, err := os.ReadFile(filepath.Join(folder, "log.vkey"))
	if err != nil {
		return err
	}
	verifier, err := note.NewVerifier(strings.TrimSpace(string(vkey)))
	if err != nil {
		return err
	}
	tree, err := readCheckpoint(folder, "checkpoint", verifier)
	if err != nil {
		return err
	}
	old, err := readCheckpoint(folder, "checkpoint.old", verifier)
	if err != nil {
		return err
	}
	hashes := tlog.TileHashReader(tree, tiles{folder})
	if err := checkEntries(folder, tree, hashes); err != nil {
		return err
	}
	if err := checkConsistency(folder, tree, old, hashes); err != nil {
		return err
	}
	if tree.N == 0 {
		return nil
	}
	return checkProof(folder, verifier, hashes)
}

func readCheckpoint(folder, name string, verifier note.Verifier) (tlog.Tree, error) {
	data, err := os.ReadFile(filepath.Join(folder, name))
	if err != nil {
		return tlog.Tree{}, err
	}
	return openCheckpoint(data, verifier)
}

func openCheckpoint(data []byte, verifier note.Verifier) (tlog.Tree, error) {
	opened, err := note.Open(data, note.VerifierList(verifier))
	if err != nil {
		return tlog.Tree{}, err
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[0] != verifier.Name() {
		return tlog.Tree{}, errors.New("not a checkpoint of this log")
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return tlog.Tree{}, err
	}
	root, err := tlog.ParseHash(lines[2])
	return tlog.Tree{N: size, Hash: root}, err
}

// checkEntries compares every entry with the leaf hash that Go authenticated from the tiles.
func checkEntries(folder string, tree tlog.Tree, hashes tlog.HashReader) error {
	const most = 1 << height
	for first := int64(0); first < tree.N; first += most {
		width := tree.N - first
		if width > most {
			width = most
		}
		path := filepath.Join(folder, "tile", "entries", position(first/most, int(width)))
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		indexes := make([]int64, width)
		for i := range indexes {
			indexes[i] = tlog.StoredHashIndex(0, first+int64(i))
		}
		leaves, err := hashes.ReadHashes(indexes)
		if err != nil {
			return err
		}
		for i, leaf := range leaves {
			if len(data) < 2 {
				return fmt.Errorf("%s is cut off", path)
			}
			length := 2 + int(binary.BigEndian.Uint16(data))
			if len(data) < length || tlog.RecordHash(data[2:length]) != leaf {
				return fmt.Errorf("entry %d is not the one in the tree", first+int64(i))
			}
			data = data[length:]
		}
		if len(data) > 0 {
			return fmt.Errorf("%s is too long", path)
		}
	}
	return nil
}

// checkConsistency checks the proof that a witness which saw the old tree would be sent.
func checkConsistency(folder string, tree, old tlog.Tree, hashes tlog.HashReader) error {
	data, err := os.ReadFile(filepath.Join(folder, "add-checkpoint"))
	if err != nil {
		return err
	}
	head, _, _ := bytes.Cut(data, []byte("\n\n"))
	lines := strings.Split(string(head), "\n")
	if lines[0] != fmt.Sprintf("old %d", old.N) {
		return errors.New("the request is about another old size")
	}
	proof, err := parseHashes(lines[1:])
	if err != nil {
		return err
	}
	if old.N == 0 {
		if len(proof) > 0 {
			return errors.New("the empty tree needs no proof")
		}
		return nil
	}
	if err := tlog.CheckTree(proof, tree.N, tree.Hash, old.N, old.Hash); err != nil {
		return err
	}
	expected, err := tlog.ProveTree(tree.N, old.N, hashes)
	if err == nil && !equal(proof, expected) {
		err = errors.New("Go makes another consistency proof")
	}
	return err
}

// checkProof checks the receipt of the last entry.
func checkProof(folder string, verifier note.Verifier, hashes tlog.HashReader) error {
	data, err := os.ReadFile(filepath.Join(folder, "last.tlog-proof"))
	if err != nil {
		return err
	}
	head, signed, _ := bytes.Cut(data, []byte("\n\n"))
	lines := strings.Split(string(head), "\n")
	if len(lines) < 2 || lines[0] != "c2sp.org/tlog-proof@v1" {
		return errors.New("not a proof")
	}
	index, err := strconv.ParseInt(strings.TrimPrefix(lines[1], "index "), 10, 64)
	if err != nil {
		return err
	}
	path, err := parseHashes(lines[2:])
	if err != nil {
		return err
	}
	tree, err := openCheckpoint(signed, verifier)
	if err != nil {
		return err
	}
	leaves, err := hashes.ReadHashes([]int64{tlog.StoredHashIndex(0, index)})
	if err != nil {
		return err
	}
	if err := tlog.CheckRecord(path, tree.N, tree.Hash, index, leaves[0]); err != nil {
		return err
	}
	expected, err := tlog.ProveRecord(tree.N, index, hashes)
	if err == nil && !equal(path, expected) {
		err = errors.New("Go makes another inclusion proof")
	}
	return err
}

func parseHashes(lines []string) ([]tlog.Hash, error) {
	hashes := []tlog.Hash{}
	for _, line := range lines {
		data, err := base64.StdEncoding.Strict().DecodeString(line)
		if err != nil || len(data) != tlog.HashSize {
			return nil, fmt.Errorf("%q is no hash", line)
		}
		hashes = append(hashes, tlog.Hash(*(*[tlog.HashSize]byte)(data)))
	}
	return hashes, nil
}

func equal(a, b []tlog.Hash) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// tiles reads the tiles of a folder. Go names them otherwise than C2SP does.
type tiles struct{ folder string }

func (t tiles) Height() int { return height }

func (t tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	read := make([][]byte, len(wanted))
	for i, tile := range wanted {
		path := filepath.Join(t.folder, "tile", strconv.Itoa(tile.L), position(tile.N, tile.W))
		data, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		if len(data) != tile.W*tlog.HashSize {
			return nil, fmt.Errorf("%s has another length", path)
		}
		read[i] = data
	}
	return read, nil
}

func (t tiles) SaveTiles([]tlog.Tile, [][]byte) {}

// position is C2SP's: groups of three digits, all but the last behind an x, and the width where it is partial.
func position(index int64, width int) string {
	path := fmt.Sprintf("%03d", index%1000)
	for index >= 1000 {
		index /= 1000
		path = fmt.Sprintf("x%03d/%s", index%1000, path)
	}
	if width < 1<<height {
		path += fmt.Sprintf(".p/%d", width)
	}
	return path
}
